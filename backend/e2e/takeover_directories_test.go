package e2e

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"directoryconnector/backend/internal/testbed/googletest"
	"directoryconnector/backend/internal/testbed/graphtest"
	"directoryconnector/backend/internal/testbed/oktatest"
	"directoryconnector/backend/internal/testbed/onelogintest"
	"directoryconnector/backend/internal/testbed/sambatest"
	"directoryconnector/backend/internal/testbed/slapdtest"
)

// TestTakeOverOfOpenLDAP: external ids are DNs as the server wrote them then.
func TestTakeOverOfOpenLDAP(t *testing.T) {
	t.Parallel()
	server := slapdtest.Start(t)
	takesOver(t, func(t *testing.T) *oldConnector {
		tr := newTree(t, server)
		c := &oldConnector{ids: map[string]string{}}
		for _, key := range oldPeople {
			c.ids[key] = tr.person(tr.people, key, key, oldMail(key))
		}
		tr.Set(t, c.ids["off"], slapdtest.Attributes{"nsAccountLock": {"TRUE"}})
		c.fillTeams(func(name string, members []string) string { return tr.team(tr.teams, name, members...) })
		c.unlike = map[string]string{"ada": strings.ToUpper(c.ids["ada"]), "Board": strings.ReplaceAll(c.ids["Board"], ",", ", ")}
		c.twin = strings.ToUpper(c.ids["bob"])
		base := strings.TrimSuffix(tr.root, ","+slapdtest.BaseDN)
		c.data = map[string]any{
			"directoryType": 0,
			"directoryLdap": map[string]any{
				"id": "1d0c0b0a-0000-4000-8000-000000000001", "ssl": true, "startTls": true, "tlsCaPath": tr.CA.File, "sslAllowUnauthorized": false,
				"hostname": tr.Host, "port": strconv.Itoa(tr.Port), "rootPath": slapdtest.BaseDN, "username": slapdtest.ReaderDN,
				"password": slapdtest.ReaderPassword, "ad": false, "pagedSearch": true, "currentUser": false, "domain": nil,
			},
			"sync": map[string]any{
				"userObjectClass": "inetOrgPerson", "groupObjectClass": "groupOfNames", "userPath": "ou=people," + base, "groupPath": "ou=teams," + base,
				"groupNameAttribute": "cn", "userEmailAttribute": "mail", "memberAttribute": "member",
			},
		}
		return c
	})
}

// fillTeams adds the teams, Staff as a part of All where teams can be nested.
func (c *oldConnector) fillTeams(add func(name string, members []string) string) {
	for _, name := range []string{"Staff", "Board", "Ops"} {
		c.ids[name] = add(name, c.idsOf(oldTeams[name]...))
	}
	c.ids["All"] = add("All", c.idsOf("Staff", "gus", "hal", "ivy", "joe"))
}

func (c *oldConnector) idsOf(keys ...string) []string {
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = c.ids[key]
	}
	return ids
}

// TestTakeOverOfActiveDirectory: external ids are GUIDs, in lower case.
func TestTakeOverOfActiveDirectory(t *testing.T) {
	t.Parallel()
	server := sambatest.Start(t)
	takesOver(t, func(t *testing.T) *oldConnector {
		ou := server.OU(t)
		suffix, _, _ := strings.Cut(strings.TrimPrefix(ou, "OU="), ",") // accounts are unique in a domain
		c := &oldConnector{ids: map[string]string{}}
		dns := &oldConnector{ids: map[string]string{}}
		for _, name := range []string{"People", "Teams"} {
			server.Add(t, "OU="+name+","+ou, sambatest.Attributes{"objectClass": {"organizationalUnit"}})
		}
		for _, key := range oldPeople {
			dns.ids[key] = server.AddUser(t, "OU=People,"+ou, key, key+suffix, sambatest.Attributes{"mail": {oldMail(key)}})
		}
		server.Set(t, dns.ids["off"], sambatest.Attributes{"userAccountControl": {strconv.Itoa(sambatest.NormalAccount | sambatest.AccountDisable)}})
		dns.fillTeams(func(name string, members []string) string {
			return server.AddGroup(t, "OU=Teams,"+ou, name, name+suffix, members...)
		})
		found := entries(t, "samba", "ldaps://"+server.TLSAddress(), server.CA.File, sambatest.AdminDN, sambatest.AdminPassword, ou, "(objectClass=*)", "cn", "objectGUID")
		for _, e := range found {
			if len(e["cn"]) > 0 {
				c.ids[e["cn"][0]] = guidText([]byte(e["objectguid"][0]))
			}
		}
		c.unlike = map[string]string{"ada": strings.ToUpper(c.ids["ada"]), "Board": strings.ToUpper(c.ids["Board"])}
		c.twin = strings.ToUpper(c.ids["bob"])
		base := strings.TrimSuffix(ou, ","+sambatest.BaseDN)
		c.data = map[string]any{
			"directoryType": 0,
			"directoryLdap": map[string]any{
				"ssl": true, "startTls": false, "sslCaPath": server.CA.File, "sslAllowUnauthorized": false, "hostname": server.Host, "port": sambatest.TLSPort,
				"rootPath": "OU=Ignored," + sambatest.BaseDN, "username": "administrator@example.test", "password": sambatest.AdminPassword, "ad": true, "pagedSearch": true,
			},
			"sync": map[string]any{"userPath": "OU=People," + base, "groupPath": "OU=Teams," + base},
		}
		return c
	})
}

// guidText is an objectGUID as Active Directory's own tools write it.
func guidText(g []byte) string {
	return fmt.Sprintf("%08x-%04x-%04x-%x-%x", binary.LittleEndian.Uint32(g), binary.LittleEndian.Uint16(g[4:]),
		binary.LittleEndian.Uint16(g[6:]), g[8:10], g[10:])
}

// behind reaches a vendor by its own host names, through a proxy.
func behind(t *testing.T, c cloud) func(*profile) {
	return func(p *profile) { p.reachBy(t, c) }
}

// withoutKept are settings of a sync with a filter. Bitwarden's connector
// leaves whom the filter of a cloud's users leaves out in the groups.
var withoutKept = map[string]any{"userFilter": "exclude:" + oldMail("kept")}

// TestTakeOverOfEntra: external ids are object ids.
func TestTakeOverOfEntra(t *testing.T) {
	t.Parallel()
	takesOver(t, func(t *testing.T) *oldConnector {
		const app, secret = "2b1f3c4d-0000-4000-8000-5e6f7a8b9c0d", "value-of-the-secret"
		s := graphtest.New(t, graphtest.Options{})
		s.AddApp(app, secret, graphtest.AllPermissions()...)
		c := &oldConnector{ids: map[string]string{}, reach: behind(t, cloud{server: s})}
		for _, key := range oldPeople {
			c.ids[key] = s.AddUser(graphtest.User{Mail: oldMail(key), Disabled: key == "off"})
		}
		c.fillTeams(func(name string, members []string) string { return s.AddGroup(graphtest.Group{Name: name}, members...) })
		c.data = map[string]any{"directoryType": 1, "sync": withoutKept, "directoryEntra": map[string]any{
			"id": "e", "identityAuthority": "login.microsoftonline.com", "tenant": graphtest.Tenant, "applicationId": app, "key": secret,
		}}
		return c
	})
}

// TestTakeOverOfGoogle: external ids are the ids of users and groups.
func TestTakeOverOfGoogle(t *testing.T) {
	t.Parallel()
	takesOver(t, func(t *testing.T) *oldConnector {
		s := googletest.New(t, googletest.Options{})
		c := &oldConnector{ids: map[string]string{}, reach: behind(t, cloud{server: s})}
		for _, key := range oldPeople {
			c.ids[key] = s.AddUser(googletest.User{Email: oldMail(key), Suspended: key == "off"})
		}
		c.fillTeams(func(name string, members []string) string {
			return s.AddGroup(googletest.Group{Name: name, Email: strings.ToLower(name) + "@example.com"}, members...)
		})
		c.data = map[string]any{"directoryType": 2, "sync": withoutKept, "directoryGsuite": map[string]any{
			"clientEmail": googletest.ClientEmail, "privateKey": googletest.GoodKey().PEM(t), "domain": "example.com", "adminUser": googletest.AdminUser, "customer": nil,
		}}
		return c
	})
}

// TestTakeOverOfOkta: external ids are ids; groups hold no groups.
func TestTakeOverOfOkta(t *testing.T) {
	t.Parallel()
	takesOver(t, func(t *testing.T) *oldConnector {
		const token = "00QCjAl4MlV-WPXM-token"
		s := oktatest.New(t, oktatest.Options{})
		s.AddToken(token, oktatest.AllRights())
		c := &oldConnector{ids: map[string]string{}, reach: behind(t, cloud{server: s})}
		for _, key := range oldPeople {
			status := oktatest.Active
			if key == "off" {
				status = oktatest.Suspended
			}
			c.ids[key] = s.AddUser(oktatest.User{Email: oldMail(key), Status: status})
		}
		for name, members := range oldTeams {
			c.ids[name] = s.AddGroup(oktatest.Group{Name: name}, c.idsOf(members...)...)
		}
		c.data = map[string]any{"directoryType": 3, "sync": withoutKept, "directoryOkta": map[string]any{"id": "o", "orgUrl": s.URL(), "token": token}}
		return c
	})
}

// TestTakeOverOfOneLogin: external ids are numbers; roles are the groups.
func TestTakeOverOfOneLogin(t *testing.T) {
	t.Parallel()
	takesOver(t, func(t *testing.T) *oldConnector {
		const id, secret = "5f0f8c2e1b", "secret-of-the-credential"
		s := onelogintest.New(t, onelogintest.Options{})
		s.AddCredential(id, secret, onelogintest.ScopeReadUsers)
		c := &oldConnector{ids: map[string]string{}, reach: behind(t, cloud{server: s})}
		numbers := map[string]int64{}
		for _, key := range oldPeople {
			status := onelogintest.Active
			if key == "off" {
				status = onelogintest.Suspended
			}
			numbers[key] = s.AddUser(onelogintest.User{Email: oldMail(key), Username: key, Status: status})
			c.ids[key] = strconv.FormatInt(numbers[key], 10)
		}
		for name, keys := range oldTeams {
			var members []int64
			for _, key := range keys {
				members = append(members, numbers[key])
			}
			c.ids[name] = strconv.FormatInt(s.AddRole(onelogintest.Role{Name: name}, members...), 10)
		}
		c.data = map[string]any{"directoryType": 4, "sync": withoutKept, "directoryOnelogin": map[string]any{"id": "n", "clientId": id, "clientSecret": secret, "region": "us"}}
		return c
	})
}
