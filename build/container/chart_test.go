package container

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// helmPath is the Helm of go.mod, which Go builds once, in minutes, and keeps.
var helmPath = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-n", "helm").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build helm: %w\n%s", err, out)
	}
	return strings.TrimSpace(string(out)), nil
})

// helm runs Helm and returns what it printed.
func helm(t *testing.T, args ...string) (string, error) {
	t.Helper()
	path, err := helmPath()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), "HELM_CACHE_HOME="+t.TempDir(), "HELM_CONFIG_HOME="+t.TempDir(), "HELM_DATA_HOME="+t.TempDir(), "KUBECONFIG=/dev/null")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// rendered is what a release of the chart consists of, by kind.
type rendered map[string]runtime.Object

// render renders the chart with values, strictly: a field that Kubernetes does
// not know, or one that is there twice, fails the test.
func render(t *testing.T, values string) rendered {
	t.Helper()
	text, err := template(t, values)
	if err != nil {
		t.Fatalf("helm template: %v\n%s", err, text)
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{apps.AddToScheme, batch.AddToScheme, core.AddToScheme, networking.AddToScheme, monitoring.AddToScheme} {
		if err := add(scheme); err != nil {
			t.Fatal(err)
		}
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	all := rendered{}
	for reader := yaml.NewDocumentDecoder(io.NopCloser(strings.NewReader(text))); ; {
		document := make([]byte, 1<<20)
		n, err := reader.Read(document)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(bytes.TrimSpace(document[:n])) == 0 {
			continue
		}
		object, kind, err := decoder.Decode(document[:n], nil, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, document[:n])
		}
		if all[kind.Kind] != nil {
			t.Errorf("two of %s", kind.Kind)
		}
		all[kind.Kind] = object
	}
}

// template is what 'helm template' prints for a release called bwdc.
func template(t *testing.T, values string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "values.yaml")
	if err := os.WriteFile(file, []byte(values), 0o600); err != nil {
		t.Fatal(err)
	}
	return helm(t, "template", "bwdc", "chart", "--namespace", "idm", "--kube-version", "1.31.0", "--values", file)
}

func (r rendered) kinds() []string {
	var kinds []string
	for kind := range r {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// pod is the pod of either mode.
func (r rendered) pod(t *testing.T) core.PodTemplateSpec {
	t.Helper()
	if d, ok := r["Deployment"].(*apps.Deployment); ok {
		return d.Spec.Template
	}
	if c, ok := r["CronJob"].(*batch.CronJob); ok {
		return c.Spec.JobTemplate.Spec.Template
	}
	t.Fatalf("no pod among %v", r.kinds())
	return core.PodTemplateSpec{}
}

func same[T comparable](t *testing.T, what string, want, got T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// everything is a release with all that can be asked for.
const everything = `
image: {repository: registry.example.com/bwdc, tag: 1.2.3}
settings:
  BWDC_SERVER_URL: https://vault.example.com
  BWDC_SYNC_INTERVAL: 5
  BWDC_SYNC_MAX_ADDITIONS: 1000000
  BWDC_LDAP_ACTIVE_DIRECTORY: false
secrets:
  name: bwdc-secrets
  files: {BWDC_SERVER_CLIENT_SECRET: client-secret, BWDC_LDAP_PASSWORD: ldap-password}
authorities: {configMap: company-ca}
extraArgs: [--ready-age, 6h]
networkPolicy: {metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}], egressPorts: [443, 8443]}
podMonitor: {enabled: true, labels: {release: prometheus}}
podLabels: {team: idm}
nodeSelector: {kubernetes.io/arch: arm64}
tolerations: [{key: a, operator: Exists}]
priorityClassName: low
imagePullSecrets: [{name: pull}]
`

// TestLint: Helm has nothing to say about the chart, alone and with everything.
func TestLint(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "values.yaml")
	if err := os.WriteFile(file, []byte(everything), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{nil, {"--values", file}, {"--values", file, "--set", "mode=cronjob"}} {
		if out, err := helm(t, append([]string{"lint", "--strict", "--kube-version", "1.31.0", "chart"}, args...)...); err != nil {
			t.Errorf("helm lint %q: %v\n%s", args, err, out)
		}
	}
}

// TestDeployment: one pod, never two, locked in, that is asked whether it is
// well and reads its secrets from files.
func TestDeployment(t *testing.T) {
	t.Parallel()
	r := render(t, everything)
	if want := []string{"ConfigMap", "Deployment", "NetworkPolicy", "PersistentVolumeClaim", "PodMonitor"}; !slices.Equal(want, r.kinds()) {
		t.Fatalf("%q, want %q", r.kinds(), want)
	}
	d := r["Deployment"].(*apps.Deployment)
	same(t, "replicas", 1, *d.Spec.Replicas)
	same(t, "strategy", apps.RecreateDeploymentStrategyType, d.Spec.Strategy.Type)
	for key, value := range d.Spec.Selector.MatchLabels {
		same(t, "label "+key, value, d.Spec.Template.Labels[key])
	}
	c := d.Spec.Template.Spec.Containers[0]
	same(t, "image", "registry.example.com/bwdc:1.2.3", c.Image)
	same(t, "arguments", "run --ready-age 6h", strings.Join(c.Args, " "))
	same(t, "liveness", "/healthz", c.LivenessProbe.HTTPGet.Path)
	same(t, "start", "/healthz", c.StartupProbe.HTTPGet.Path)
	same(t, "readiness", "/readyz", c.ReadinessProbe.HTTPGet.Path)
	same(t, "port", "metrics", c.Ports[0].Name)
	same(t, "monitored port", "metrics", *r["PodMonitor"].(*monitoring.PodMonitor).Spec.PodMetricsEndpoints[0].Port)
	checkPod(t, r.pod(t).Spec)

	settings := r["ConfigMap"].(*core.ConfigMap).Data
	for name, want := range map[string]string{"BWDC_SYNC_INTERVAL": "5", "BWDC_SYNC_MAX_ADDITIONS": "1000000", "BWDC_LDAP_ACTIVE_DIRECTORY": "false"} {
		same(t, name, want, settings[name])
	}
	policy := r["NetworkPolicy"].(*networking.NetworkPolicy).Spec
	same(t, "rules in", 1, len(policy.Ingress))
	same(t, "ports out", 4, len(policy.Egress[0].Ports))
	same(t, "kept", "keep", r["PersistentVolumeClaim"].(*core.PersistentVolumeClaim).Annotations["helm.sh/resource-policy"])
}

// TestCronJob: the same pod, for one sync at a time, that is not tried again.
func TestCronJob(t *testing.T) {
	t.Parallel()
	r := render(t, everything+"mode: cronjob\ncronJob: {schedule: '0 * * * *', timeZone: Europe/Berlin}\n")
	if want := []string{"ConfigMap", "CronJob", "NetworkPolicy", "PersistentVolumeClaim"}; !slices.Equal(want, r.kinds()) {
		t.Fatalf("%q, want %q", r.kinds(), want)
	}
	spec := r["CronJob"].(*batch.CronJob).Spec
	same(t, "at once", batch.ForbidConcurrent, spec.ConcurrencyPolicy)
	same(t, "tries", 0, *spec.JobTemplate.Spec.BackoffLimit)
	same(t, "time zone", "Europe/Berlin", *spec.TimeZone)
	pod := r.pod(t).Spec
	same(t, "restart", core.RestartPolicyNever, pod.RestartPolicy)
	same(t, "arguments", "sync", strings.Join(pod.Containers[0].Args, " "))
	same(t, "nobody to ask", true, pod.Containers[0].LivenessProbe == nil && len(pod.Containers[0].Ports) == 0)
	same(t, "rules in", 0, len(r["NetworkPolicy"].(*networking.NetworkPolicy).Spec.Ingress))
	checkPod(t, pod)
}

// checkPod checks what holds in both modes: the account and folder of the image,
// no rights, no secret in a variable, every mount with its volume.
func checkPod(t *testing.T, pod core.PodSpec) {
	t.Helper()
	same(t, "account", 65532, *pod.SecurityContext.RunAsUser)
	same(t, "group of the volume", 65532, *pod.SecurityContext.FSGroup)
	same(t, "not root", true, *pod.SecurityContext.RunAsNonRoot)
	same(t, "token", false, *pod.AutomountServiceAccountToken)
	same(t, "containers", 1, len(pod.Containers))
	c := pod.Containers[0]
	same(t, "read-only", true, *c.SecurityContext.ReadOnlyRootFilesystem)
	same(t, "escalation", false, *c.SecurityContext.AllowPrivilegeEscalation)
	same(t, "capabilities", "ALL", string(c.SecurityContext.Capabilities.Drop[0]))
	mounted := map[string]string{}
	for _, m := range c.VolumeMounts {
		same(t, m.Name+" is a volume", true, slices.ContainsFunc(pod.Volumes, func(v core.Volume) bool { return v.Name == m.Name }))
		mounted[m.Name] = m.MountPath
	}
	same(t, "volumes", len(pod.Volumes), len(mounted))
	same(t, "data", "/data", mounted["data"])
	env := map[string]string{}
	for _, e := range c.Env {
		env[e.Name] = e.Value
	}
	same(t, "BWDC_DATA_DIR", mounted["data"], env["BWDC_DATA_DIR"])
	same(t, "client secret", mounted["secrets"]+"/client-secret", env["BWDC_SERVER_CLIENT_SECRET_FILE"])
	same(t, "password", mounted["secrets"]+"/ldap-password", env["BWDC_LDAP_PASSWORD_FILE"])
	same(t, "authorities", mounted["authorities"]+"/ca.crt", env["BWDC_LDAP_CA_FILE"])
	for _, v := range pod.Volumes {
		if v.Secret != nil {
			same(t, "Secret", "bwdc-secrets", v.Secret.SecretName)
			same(t, "keys", 2, len(v.Secret.Items))
		}
	}
}

// TestDefaults: two values are enough, and what is not asked for is not there.
func TestDefaults(t *testing.T) {
	t.Parallel()
	r := render(t, "persistence: {existingClaim: state}\nsettings: {BWDC_SERVER_URL: https://vault.example.com}\n")
	if want := []string{"ConfigMap", "Deployment", "NetworkPolicy"}; !slices.Equal(want, r.kinds()) {
		t.Fatalf("%q, want %q", r.kinds(), want)
	}
	same(t, "rules in", 0, len(r["NetworkPolicy"].(*networking.NetworkPolicy).Spec.Ingress))
	for _, v := range r.pod(t).Spec.Volumes {
		if v.PersistentVolumeClaim != nil {
			same(t, "claim", "state", v.PersistentVolumeClaim.ClaimName)
		}
	}
	digest := "sha256:" + strings.Repeat("0a", 32)
	same(t, "image", "bwdc@"+digest, render(t, "image: {digest: '"+digest+"'}").pod(t).Spec.Containers[0].Image)
}

// TestWrongValues: a wrong name or value is refused in words that name it; a
// secret among the settings is, too, and is not repeated.
func TestWrongValues(t *testing.T) {
	t.Parallel()
	for values, want := range map[string]string{
		"replicas: 2":                                    "replicas",
		"mode: daemonset":                                "mode",
		"settings: {SERVER_URL: x}":                      "SERVER_URL",
		"settings: {BW_CLIENTSECRET: hush}":              "BW_CLIENTSECRET",
		"settings: {BWDC_DATA_DIR: /elsewhere}":          "BWDC_DATA_DIR",
		"settings: {BWDC_SERVER_CLIENT_SECRET: hush}":    "BWDC_SERVER_CLIENT_SECRET is a secret",
		"secrets: {files: {BWDC_LDAP_PASSWORD_FILE: a}}": "BWDC_LDAP_PASSWORD_FILE",
		"image: {digest: latest}":                        "digest",
		"networkPolicy: {egressPorts: [0]}":              "egressPorts",
	} {
		out, err := template(t, values)
		if err == nil || !strings.Contains(out, want) || strings.Contains(out, "hush") {
			t.Errorf("%s: %v, says %s", values, err, out)
		}
	}
}
