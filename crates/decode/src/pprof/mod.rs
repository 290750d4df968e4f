//! Profiles: gzip, then protobuf, then resolved and validated into a columnar [`Profile`].

mod profile;
pub mod symbol;

pub use profile::{
    Frame, Function, FunctionId, Label, LabelValue, LocationId, Mapping, MappingId, Profile, SampleId, SampleType, StringId,
};
