//! Workloads, pieces, several documents, and hostile YAML.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // helpers of tests

use decode::error::{DecodeError, TextFault};
use decode::kube::manifest::{self, Objects};
use decode::kube::{EnvSource, Pod};
use decode::units::Bytes;

fn parse(text: &str) -> Objects {
    manifest::parse(text).expect("objects")
}

fn limits(pod: &Pod) -> Vec<Option<u64>> {
    let limit =
        |container: &decode::kube::Container| container.resources.memory_limit.as_ref().map(|limit| limit.value.0);
    pod.containers.iter().map(limit).collect()
}

const CHART: &str = r#"# the service and what runs it
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: http}
  type: ClusterIP
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cfg}
data:
  GOMEMLIMIT: 1GiB
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: shop/web:1
        command: null
        env:
        - name: GOMEMLIMIT
          value: 900MiB
        - name: GOGC
          value: 50
        - name: PASSWORD
          value: hunter2
        resources:
          limits: {memory: 1Gi, cpu: 1.5}
          requests: {memory: 536870912}
        livenessProbe:
          httpGet: {path: /healthz, port: http}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - {name: job, resources: {limits: {memory: 512MB}}}
"#;

#[test]
fn workloads_of_a_chart_are_read_with_their_lines() {
    assert!(manifest::recognise(CHART));
    let objects = parse(CHART);
    assert!(objects.pods.is_empty());
    let [web, nightly] = objects.workloads.as_slice() else { panic!("{:?}", objects.workloads) };
    assert_eq!(
        (web.kind.as_str(), web.name.as_deref(), web.replicas, web.line),
        ("Deployment", Some("web"), Some(3), Some(18))
    );
    assert_eq!(limits(&web.template), [Some(1 << 30)]);
    let container = &web.template.containers[0];
    assert_eq!(container.resources.cpu_limit_milli, Some(1500));
    assert_eq!(container.resources.memory_request.as_ref().map(|request| request.value.0), Some(536_870_912));
    let sources: Vec<_> = container.env.iter().map(|variable| variable.source.clone()).collect();
    let literal = |text: &str| EnvSource::Literal(Some(text.to_owned()));
    assert_eq!(sources, [literal("900MiB"), literal("50"), EnvSource::Literal(None)]);
    let probe = &container.liveness.as_ref().unwrap().value;
    assert_eq!((probe.timeout, probe.period, probe.failure, probe.port.as_deref()), (1, 10, 3, Some("http")));
    assert_eq!((nightly.kind.as_str(), limits(&nightly.template)), ("CronJob", vec![None]));
    assert_eq!(objects.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>(), [Some(58)]);
}

#[test]
fn a_secret_value_is_nowhere_in_what_was_read() {
    assert!(!format!("{:?}", parse(CHART)).contains("hunter2"));
}

#[test]
fn pieces_of_a_pod_are_read() {
    let status = "status:\n  containerStatuses:\n  - name: app\n    restartCount: 3\n    lastState:\n      terminated:\n        \
                  exitCode: 137\n        reason: OOMKilled\n";
    for piece in [status, &status.replace("status:\n", "").replace("\n  ", "\n")[2..]] {
        assert!(manifest::recognise(piece), "{piece}");
        let objects = parse(piece);
        let last = &objects.pods[0].containers[0].last_state.as_ref().unwrap().value;
        assert_eq!((last.reason.as_deref(), last.exit_code), (Some("OOMKilled"), Some(137)));
    }
}

#[test]
fn a_fence_and_the_command_around_yaml_are_no_yaml() {
    let text = format!("$ kubectl get deploy web -o yaml\n```yaml\n{CHART}```\n");
    assert_eq!(parse(&text).workloads[0].line, Some(20));
}

#[test]
fn broken_yaml_is_an_error_with_its_line() {
    let error = manifest::parse("kind: Pod\nmetadata:\n  name: a\n name: b\n").unwrap_err();
    assert!(matches!(error, DecodeError::Text { fault: TextFault::Syntax { .. }, line: 4 }), "{error:?}");
}

#[test]
fn one_broken_document_does_not_take_the_others_along() {
    let objects = parse("kind: Service\n  spec: {{ .Values.x }}\n---\nkind: Pod\nmetadata: {name: p}\n");
    assert_eq!(objects.pods[0].name.as_deref(), Some("p"));
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = "kind: Pod\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb = format!("{bomb}a{level}: &a{level} [{aliases}]\n");
    }
    bomb += "spec:\n  containers: *a11\n";
    assert!(manifest::parse(&bomb).is_err());
    let deep = format!("kind: Pod\nspec: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert!(manifest::parse(&deep).is_err());
}

#[test]
fn events_and_nodes_as_objects_are_read() {
    let text = r#"{"apiVersion": "v1", "kind": "List", "items": [
{"kind": "Event", "type": "Warning", "reason": "BackOff", "count": 9, "message": "Back-off restarting failed container app in pod x",
 "involvedObject": {"kind": "Pod", "name": "x", "fieldPath": "spec.containers{app}"}, "source": {"component": "kubelet"}},
{"kind": "Node", "metadata": {"name": "n1"}, "status": {"capacity": {"memory": "8Gi"}, "allocatable": {"memory": "7Gi"},
 "nodeInfo": {"containerRuntimeVersion": "containerd://2.2.0"}}}]}"#;
    let objects = parse(text);
    let event = &objects.events[0];
    assert_eq!((event.count, event.object.as_deref(), event.container.as_deref()), (9, Some("pod/x"), Some("app")));
    let node = &objects.nodes[0];
    assert_eq!((node.name.as_deref(), node.allocatable.map(|bytes| bytes.0)), (Some("n1"), Some(7 << 30)));
    assert_eq!(node.container_runtime.as_deref(), Some("containerd://2.2.0"));
}

/// What only the API has: memory in force and set aside while a resize is under way, and sources kubectl doesn't print.
#[test]
fn the_status_of_a_resize_and_new_sources_of_variables_are_read() {
    let text = "\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    env:
    - name: GOMEMLIMIT
      valueFrom:
        fileKeyRef: {key: limit, path: go.env, volumeName: config}
    - name: GOGC
      valueFrom:
        sourceOfTomorrow: {key: gogc}
    resources: {limits: {memory: 1Gi}, requests: {memory: 1Gi}}
status:
  containerStatuses:
  - name: web
    allocatedResources: {memory: 512Mi}
    resources: {limits: {memory: 512Mi}, requests: {memory: 512Mi}}
";
    let objects = parse(text);
    let web = &objects.pods[0].containers[0];
    let allocated = web.allocated_memory.as_ref().unwrap();
    assert_eq!((allocated.value, allocated.line), (Bytes(512 << 20), Some(18)));
    let actual = web.actual_resources.as_ref().and_then(|resources| resources.memory_limit.as_ref());
    assert_eq!(actual.map(|limit| limit.value), Some(Bytes(512 << 20)));
    assert_eq!(web.env[0].source, EnvSource::File { key: "limit".into(), path: "go.env".into() });
    assert_eq!(web.env[1].source, EnvSource::Literal(None));
}
