//! Floor 4: bytes to articles. Knows neither facts nor storage.
