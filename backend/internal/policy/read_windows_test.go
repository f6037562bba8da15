package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/windows/registry"
)

// A key of whoever tests: that of the machine counts for everybody.
func TestReadsEachKindOfValue(t *testing.T) {
	const path = `Software\Directory Connector policy test`
	if got := readKey(registry.CURRENT_USER, path); len(got) > 0 {
		t.Fatalf("without the key there are %v", got)
	}
	key, _, err := registry.CreateKey(registry.CURRENT_USER, path, registry.SET_VALUE|registry.QUERY_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = key.Close()
		if err := registry.DeleteKey(registry.CURRENT_USER, path); err != nil {
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
	if diff := cmp.Diff(want, readKey(registry.CURRENT_USER, path)); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
}
