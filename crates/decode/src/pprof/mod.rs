//! Profiles: gzip, then protobuf, then resolved and validated into a columnar [`Profile`].

mod profile;

pub use profile::{
    Frame, Function, FunctionId, Label, LabelValue, LocationId, Mapping, MappingId, Profile, SampleId, SampleType, StringId,
};
