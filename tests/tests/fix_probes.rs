//! The probe that killed is the one that changes.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use diagnose::fix;
use diagnose::fix::plan::Trap;
use diagnose::report::{Action, Cause, Options, Reason, Report};
use tests::written::pod;

/// A pod with a startup probe of half a minute and a liveness probe, of which `probe` killed it.
fn killed_by(probe: &str) -> Report {
    let one = "http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3";
    let events = format!(
        "Events:\n  Type     Reason     Age   From     Message\n  ----     ------     ----  ----     -------\n  Warning  Unhealthy  2m    kubelet  {probe} probe failed: context deadline exceeded\n  Normal   Killing    2m    kubelet  Container app failed {} probe, will be restarted\n",
        probe.to_lowercase()
    );
    let inputs = pod(&[
        (
            "    Environment:  <none>\n",
            &format!("    Liveness:  {one}\n    Startup:   {one}\n    Environment:  <none>\n"),
        ),
        ("Events:           <none>\n", &events),
        ("OOMKilled", "Error"),
        ("11:00:00", "10:00:31"),
        ("True", "False"),
    ]);
    diagnose::diagnose(&inputs, &Options::default())
}

#[test]
fn a_startup_probe_that_killed_gets_twice_its_time_and_the_liveness_probe_stays() {
    let report = killed_by("Startup");
    assert_eq!(report.cause, Cause::ProbeKill);
    let advice = &report.recommendation;
    assert_eq!(advice.liveness.action, Action::Keep);
    assert_eq!(advice.startup.value.as_deref(), Some("periodSeconds=10 timeoutSeconds=5 failureThreshold=6"));
    assert_eq!(advice.startup.reason, Some(Reason::StartupTooShort));
    let yaml = report.yaml.as_deref().unwrap();
    assert!(yaml.contains("startupProbe:\n          periodSeconds: 10\n"), "its handler stays: {yaml}");
    assert!(!yaml.contains("livenessProbe") && !yaml.contains("httpGet"), "{yaml}");
    assert!(!fix::plan(&report).traps.contains(&Trap::ProbeHandler), "no handler is copied");
}

#[test]
fn a_liveness_probe_that_killed_changes_and_the_startup_probe_stays() {
    let advice = killed_by("Liveness").recommendation;
    assert_eq!(advice.startup.action, Action::Keep);
    assert_eq!(advice.liveness.value.as_deref(), Some("periodSeconds=10 timeoutSeconds=5 failureThreshold=6"));
}

#[test]
fn a_manifest_gets_the_longer_startup_probe_and_keeps_its_handler() {
    let manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  namespace: shop\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        startupProbe:\n          httpGet: {path: /healthz, port: 8080, scheme: HTTPS}\n          failureThreshold: 3\n";
    let edited = fix::manifest::with_change(manifest, &killed_by("Startup")).unwrap().unwrap();
    assert!(edited.contains("httpGet: {path: /healthz, port: 8080, scheme: HTTPS}\n"), "{edited}");
    assert!(edited.contains("failureThreshold: 6\n") && edited.contains("periodSeconds: 10\n"), "{edited}");
}

#[test]
fn what_the_patch_does_to_probes_is_said_and_that_the_commands_leave_it_out() {
    for probe in ["Startup", "Liveness"] {
        let said = text::plain(&killed_by(probe), text::Language::English);
        assert!(
            said.contains(&format!("  {probe} probe: Set periodSeconds=10 timeoutSeconds=5 failureThreshold=6.")),
            "{said}"
        );
    }
    let incident = tests::incidents().iter().find(|incident| incident.name == "thrash_probe_kill").unwrap();
    let report = diagnose::diagnose(&incident.inputs(), &Options::default());
    assert!(!report.kubectl.is_empty() && report.yaml.as_deref().is_some_and(|yaml| yaml.contains("livenessProbe")));
    let said = |report: &Report| text::plain(report, text::Language::English);
    assert!(said(&report).contains("\nThe same as a command, without the probes\n"));
    let without = diagnose::diagnose(&pod(&[]), &Options::default());
    assert!(said(&without).contains("\nThe same as a command\n"));
}
