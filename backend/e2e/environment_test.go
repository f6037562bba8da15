package e2e

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/internal/orgserver"
	"directoryconnector/backend/internal/testbed/slapdtest"
	"directoryconnector/backend/organization"
)

type requestMember = organization.RequestMember

func compare(a, b string) int { return cmp.Compare(a, b) }

// TestEnvironmentAlone: no HOME, no keyring, no terminal, no file with
// settings, no log-in: variables of the environment are all that a container
// gives, and all that is needed.
func TestEnvironmentAlone(t *testing.T) {
	t.Parallel()
	tr := newTree(t, slapdtest.Start(t))
	c := newCompany()
	dns := tr.crowd(6, c)
	tr.team(tr.teams, "Team", dns[1], dns[2])
	c.teams["t"] = team{name: "Team", members: []string{"u001", "u002"}}
	o := newOrgServer(t, orgserver.Options{SelfHosted: true})
	p := newProfile(t)
	p.env = map[string]string{
		"BW_CLIENTID": o.ClientID(), "BW_CLIENTSECRET": o.ClientSecret(), "BWDC_SERVER_URL": o.URL,
		"BWDC_DIRECTORY": "ldap", "BWDC_LDAP_ACTIVE_DIRECTORY": "false",
		"BWDC_LDAP_HOSTNAME": tr.Host, "BWDC_LDAP_PORT": strconv.Itoa(tr.Port), "BWDC_LDAP_CA_FILE": tr.CA.File,
		"BWDC_LDAP_USERNAME": slapdtest.ReaderDN, "BWDC_LDAP_PASSWORD": slapdtest.ReaderPassword,
		"BWDC_LDAP_ROOT_PATH": tr.root, "BWDC_LDAP_USER_PATH": "ou=people", "BWDC_LDAP_GROUP_PATH": "ou=teams",
		"BWDC_SYNC_MAX_ADDITIONS": "100", "BW_NOINTERACTION": "true",
	}
	p.ok("check")
	p.ok("test")
	p.ok("sync", "--yes")
	o.holds(t, c)
	service := p.start("run")
	eventually(t, "a run of the service", patience, func() bool { return strings.Contains(p.statusText(), `"waiting"`) })
	service.terminate()
	if a := service.wait(promptly); a.code != 0 {
		t.Errorf("%s", a.report("did not end in order"))
	}
	p.ok("config", "list").saysNot(slapdtest.ReaderPassword+"\n", o.ClientSecret())
	nothingInTheClear(t, p.dir, slapdtest.ReaderPassword, o.ClientSecret())

	// A wrong variable is refused by its name.
	p.env["BWDC_LDAP_PORT"] = "ldap"
	p.exits(1, "sync").says("ldap.port", "BWDC_LDAP_PORT", "whole number")
	// One that is missing, too.
	p.env["BWDC_LDAP_PORT"] = strconv.Itoa(tr.Port)
	delete(p.env, "BW_CLIENTSECRET")
	p.exits(4, "sync").says("BW_CLIENTSECRET")
}

// TestNoFolderForData: without HOME and BWDC_DATA_DIR the program says what it
// lacks, or keeps its data where the user database says.
func TestNoFolderForData(t *testing.T) {
	t.Parallel()
	p := newProfile(t)
	p.dir = ""
	p.env["BITWARDENCLI_CONNECTOR_APPDATA_DIR"] = filepath.Join(t.TempDir(), "compatible")
	p.ok("config", "ldap.hostname", "dc1.example.test")
	if _, err := os.Stat(filepath.Join(p.env["BITWARDENCLI_CONNECTOR_APPDATA_DIR"], "profiles", "default")); err != nil {
		t.Errorf("BITWARDENCLI_CONNECTOR_APPDATA_DIR is not where the data is: %v", err)
	}
}

// TestDamagedDatabase: a database that can't be read is said to be so, with
// what to do, and left as it is, whatever the command.
func TestDamagedDatabase(t *testing.T) {
	t.Parallel()
	d := newInstallation(t, orgserver.Options{SelfHosted: true}, smallCompany(), nil)
	d.syncs()
	d.org.ResetCalls()
	damage := bytes.Repeat([]byte("not a database "), 5000)
	if err := os.WriteFile(d.database(), damage, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"sync", "--yes"}, {"test"}, {"status"}, {"config", "ldap.hostname", "dc1"}, {"config", "export"}, {"clear-cache", "--yes"}} {
		d.exits(1, command...).says("bwdc.db", "damaged").inWords()
	}
	d.exits(1, "run").says("bwdc.db", "damaged")
	after, err := os.ReadFile(d.database())
	if err != nil || !bytes.Equal(damage, after) {
		t.Errorf("the damaged file was changed: %v", err)
	}
	same(t, "imports", 0, len(d.org.Imports()))
}

// nothingInTheClear fails the test if a file below dir holds one of the texts,
// or may be read by others.
func nothingInTheClear(t testing.TB, dir string, secrets ...string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
		data, err := os.ReadFile(path) //nolint:gosec // the test's own folder
		for _, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds a secret in the clear", path)
			}
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files in %s: %v", files, dir, err)
	}
}

// TestSecretsAreNotInTheClear: what was saved is encrypted, the log tells no
// secret, nor does any command.
func TestSecretsAreNotInTheClear(t *testing.T) {
	t.Parallel()
	o := newOrgServer(t, orgserver.Options{SelfHosted: true, ClientSecret: "the-secret-of-the-organization"})
	c := smallCompany()
	path := filepath.Join(t.TempDir(), "company.json")
	c.save(t, path)
	p := newProfile(t)
	p.env["BWDC_LOG_LEVEL"] = "debug"
	p.configure(o, settings{"directory": "file", "file.path": path})
	p.ok("config", "ldap.password", "the-password-of-the-reader")
	p.ok("sync", "--yes", "--log-level", "debug").saysNot("the-secret-of-the-organization")
	p.ok("config", "export").saysNot("the-secret", "the-password")
	p.ok("config", "list").saysNot("the-secret", "the-password")
	p.ok("--response", "status").saysNot("the-secret", "the-password")
	nothingInTheClear(t, p.dir, "the-secret-of-the-organization", "the-password-of-the-reader")
}
