{{- define "bwdc.name" -}}
{{- if contains "bwdc" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-bwdc" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "bwdc.selector" -}}
app.kubernetes.io/name: bwdc
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "bwdc.labels" -}}
{{ include "bwdc.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "bwdc-%s" .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "bwdc.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* The pod of both modes. */}}
{{- define "bwdc.pod" -}}
metadata:
  labels:
    {{- include "bwdc.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    {{- /* Settings are read at the start: new ones start it anew. */}}
    checksum/settings: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  restartPolicy: {{ if eq .Values.mode "cronjob" }}Never{{ else }}Always{{ end }}
  terminationGracePeriodSeconds: 30
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: bwdc
      image: {{ include "bwdc.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- if eq .Values.mode "cronjob" }}
      args: {{ toJson .Values.cronJob.args }}
      {{- else }}
      args: {{ toJson (concat (list "run") .Values.extraArgs) }}
      {{- end }}
      envFrom:
        - configMapRef: {name: {{ include "bwdc.name" . }}}
      env:
        - name: BWDC_DATA_DIR
          value: /data
        {{- if eq .Values.mode "deployment" }}
        - name: BWDC_LISTEN
          value: "[::]:9464"
        {{- end }}
        {{- range $variable, $key := .Values.secrets.files }}
        - name: {{ $variable }}_FILE
          value: /run/secrets/bwdc/{{ $key }}
        {{- end }}
        {{- if .Values.authorities.configMap }}
        - name: BWDC_NETWORK_CA_FILE
          value: /run/authorities/ca.crt
        - name: BWDC_LDAP_CA_FILE
          value: /run/authorities/ca.crt
        {{- end }}
      {{- if eq .Values.mode "deployment" }}
      ports:
        - name: metrics
          containerPort: 9464
      livenessProbe:
        httpGet: {path: /healthz, port: metrics}
        periodSeconds: 30
        timeoutSeconds: 5
      startupProbe:
        httpGet: {path: /healthz, port: metrics}
        periodSeconds: 2
        failureThreshold: 30
      readinessProbe:
        httpGet: {path: /readyz, port: metrics}
        periodSeconds: 30
        timeoutSeconds: 5
        failureThreshold: 2
      {{- end }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - name: data
          mountPath: /data
        - name: tmp
          mountPath: /tmp
        {{- if .Values.secrets.files }}
        - name: secrets
          mountPath: /run/secrets/bwdc
          readOnly: true
        {{- end }}
        {{- if .Values.authorities.configMap }}
        - name: authorities
          mountPath: /run/authorities
          readOnly: true
        {{- end }}
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: {{ .Values.persistence.existingClaim | default (include "bwdc.name" .) }}
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
    {{- if .Values.secrets.files }}
    - name: secrets
      secret:
        secretName: {{ .Values.secrets.name }}
        defaultMode: 0440
        items:
          {{- range $key := .Values.secrets.files | values | uniq | sortAlpha }}
          - {key: {{ $key }}, path: {{ $key }}}
          {{- end }}
    {{- end }}
    {{- if .Values.authorities.configMap }}
    - name: authorities
      configMap:
        name: {{ .Values.authorities.configMap }}
        items:
          - {key: {{ .Values.authorities.key | quote }}, path: ca.crt}
    {{- end }}
{{- end }}
