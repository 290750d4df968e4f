//! After an eviction the request is touched only where it was short.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use diagnose::report::{Action, Cause, Options, Reason, Report};
use tests::incidents;
use tests::written::pod;

/// A pod with a limit of 512Mi and a request of 256Mi, evicted with this message.
fn evicted(message: &str) -> Report {
    let status = format!("Status:           Failed\nReason:           Evicted\nMessage:          {message}\n");
    let inputs = pod(&[
        ("Status:           Running\n", &status),
        ("      memory:     512Mi", "      memory:     256Mi"),
        ("      Reason:       OOMKilled", "      Reason:       Error"),
    ]);
    diagnose::diagnose(&inputs, &Options::default())
}

#[test]
fn a_request_follows_the_limit_after_an_eviction_for_memory() {
    let short = "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container app was using 400Mi, request is 256Mi, has larger consumption of memory. ";
    for message in [short, "The node had condition: [MemoryPressure]. "] {
        let report = evicted(message);
        assert_eq!(report.cause, Cause::Eviction);
        let request = &report.recommendation.memory_request;
        assert_eq!((request.value.as_deref(), request.reason), (Some("512Mi"), Some(Reason::Evicted)), "{message}");
    }
}

#[test]
fn no_memory_is_asked_for_after_an_eviction_for_something_else() {
    let others = [
        "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8Gi. Container app was using 12Gi, request is 0, has larger consumption of ephemeral-storage. ",
        "Usage of EmptyDir volume \"cache\" exceeds the limit \"1Gi\". ",
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 81Mi. Container app was using 200Mi, request is 256Mi, has larger consumption of memory. ",
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 81Mi. Container log was using 200Mi, request is 0, has larger consumption of memory. ",
    ];
    for message in others {
        let report = evicted(message);
        assert_eq!(report.cause, Cause::Eviction);
        assert_eq!(report.recommendation.memory_request.action, Action::Keep, "{message}");
        assert_eq!(report.yaml, None, "{message}");
    }
}

#[test]
fn an_eviction_beside_a_leak_still_asks_for_the_request() {
    let incident = incidents().iter().find(|incident| incident.name == "leak_evicted").unwrap();
    let report = diagnose::diagnose(&incident.inputs(), &Options::default());
    assert!(report.contributing.iter().any(|also| also.cause == Cause::Eviction), "{:?}", report.cause);
    assert_eq!(report.recommendation.memory_request.reason, Some(Reason::Evicted));
    assert!(report.recommendation.stop_gap, "a leak fills what it is promised");
}
