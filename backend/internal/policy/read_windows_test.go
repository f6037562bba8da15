package policy_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"directoryconnector/backend/internal/policy"
)

func TestReadsEachKindOfValue(t *testing.T) {
	if got := policy.Read(); len(got) > 0 {
		t.Skipf("this machine has policies: %v", got)
	}
	key, _, err := registry.CreateKey(registry.LOCAL_MACHINE, policy.Key, registry.SET_VALUE|registry.QUERY_VALUE)
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		t.Skip("only administrators set policies")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = key.Close()
		if err := registry.DeleteKey(registry.LOCAL_MACHINE, policy.Key); err != nil {
			t.Error(err)
		}
	})
	for _, err := range []error{
		key.SetStringValue("ldap.hostname", "dc1.example.com"), key.SetStringValue("network.proxy", ""),
		key.SetDWordValue("sync.users", 1), key.SetStringsValue("sync.userFilter", []string{"(a=b)", "(c=d)"}), key.SetBinaryValue("log.level", []byte{1}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"ldap.hostname": "dc1.example.com", "network.proxy": "", "sync.users": "1", "sync.userFilter": "(a=b)\n(c=d)"}
	if diff := cmp.Diff(want, policy.Read()); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
}
