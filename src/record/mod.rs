//! Floor 5: the public JSON form. Bytes become code points here.
