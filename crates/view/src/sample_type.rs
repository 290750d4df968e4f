//! Which of a profile's columns is meant.

use decode::pprof::Profile;

/// A sample type the profile doesn't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no sample type {wanted:?}, there are: {}", .there_are.join(", "))]
pub struct UnknownSampleType {
    /// What was asked for.
    pub wanted: String,
    /// The names of those the profile has.
    pub there_are: Vec<String>,
}

/// Index of the sample type called `wanted`, as pprof's `-sample_index` finds it: by name; by position; `inuse_space`
/// and `inuse_objects` also by their old names `space` and `objects`. Without a wish it is the type the profile names as
/// its default, or its last one.
pub fn sample_type(profile: &Profile, wanted: Option<&str>) -> Result<usize, UnknownSampleType> {
    let types = profile.sample_types();
    let found = match wanted {
        None | Some("") => profile.default_type().or(types.len().checked_sub(1)),
        Some(name) => name.parse().ok().filter(|index| *index < types.len()).or_else(|| {
            let old_name = name.strip_prefix("inuse_").unwrap_or(name);
            profile.type_index(name).or_else(|| profile.type_index(old_name))
        }),
    };
    found.ok_or_else(|| UnknownSampleType {
        wanted: wanted.unwrap_or_default().to_owned(),
        there_are: types.iter().map(|sample_type| profile.string(sample_type.name).to_owned()).collect(),
    })
}
