//! Floor 5: the one place that ties fetch, extract, claims and store together.
