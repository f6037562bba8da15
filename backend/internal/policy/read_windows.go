package policy

import (
	"strconv"
	"strings"

	"golang.org/x/sys/windows/registry"

	"directoryconnector/backend/config"
)

// Read returns the settings that are enforced, by name.
func Read() map[string]string { return readKey(registry.LOCAL_MACHINE, config.PolicyKey) }

// readKey reads all values of a key. Where it can't be read, there are no
// policies: everybody may.
func readKey(root registry.Key, path string) map[string]string {
	key, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return nil
	}
	defer func() { _ = key.Close() }()
	names, err := key.ReadValueNames(0)
	if err != nil {
		return nil
	}
	values := make(map[string]string, len(names))
	for _, name := range names {
		if text, ok := read(key, name); ok && name != "" {
			values[name] = text
		}
	}
	return values
}

// read returns a value as text: templates write numbers for switches and numbers,
// and lists for texts of several lines.
func read(key registry.Key, name string) (text string, ok bool) {
	_, kind, err := key.GetValue(name, nil)
	if err != nil {
		return "", false
	}
	switch kind {
	case registry.SZ, registry.EXPAND_SZ:
		text, _, err = key.GetStringValue(name)
	case registry.DWORD, registry.QWORD:
		var number uint64
		number, _, err = key.GetIntegerValue(name)
		text = strconv.FormatUint(number, 10)
	case registry.MULTI_SZ:
		var lines []string
		lines, _, err = key.GetStringsValue(name)
		text = strings.Join(lines, "\n")
	default:
		return "", false
	}
	return text, err == nil
}
