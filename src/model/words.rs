//! The words that the public form, the lexicon and the store share for a closed set of values.

/// Gives an enum its word: `as_str`, and `parse` for the way back.
macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order of the type.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that the public form, the lexicon and the store use.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that a word names.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
