package service

import (
	"errors"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"

	"directoryconnector/backend/directory"
)

// giveRights makes the data folder and lets an account change what is in it. A
// folder that is new belongs to administrators, the system and that account
// alone; the rights of one that was there stay, and the account's are added.
func giveRights(dir, account string) error {
	sid, err := sidOf(account)
	if err != nil {
		return err
	}
	_, err = os.Stat(dir)
	fresh := errors.Is(err, os.ErrNotExist)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return directory.WithHint(fmt.Errorf("%w: make the folder %s: %w", ErrFolder, dir, err), "Name another with --data-dir.")
	}
	entries := []windows.EXPLICIT_ACCESS{allow(sid, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.GENERIC_EXECUTE|windows.DELETE)}
	var before *windows.ACL
	kind := windows.SECURITY_INFORMATION(windows.DACL_SECURITY_INFORMATION)
	if fresh {
		kind |= windows.PROTECTED_DACL_SECURITY_INFORMATION
		for _, known := range []windows.WELL_KNOWN_SID_TYPE{windows.WinBuiltinAdministratorsSid, windows.WinLocalSystemSid} {
			sid, err := windows.CreateWellKnownSid(known)
			if err != nil {
				return fmt.Errorf("%w: %w", ErrFolder, err)
			}
			entries = append(entries, allow(sid, windows.GENERIC_ALL))
		}
	} else {
		now, err := windows.GetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
		if err == nil {
			before, _, err = now.DACL()
		}
		if err != nil {
			return fmt.Errorf("%w: read the rights of %s: %w", ErrFolder, dir, err)
		}
	}
	list, err := windows.ACLFromEntries(entries, before)
	if err == nil {
		err = windows.SetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, kind, nil, nil, list, nil)
	}
	if err != nil {
		return directory.WithHint(fmt.Errorf("%w: give %s rights in %s: %w", ErrFolder, account, dir, err), "Who installs the service must own the folder. Or name another with --data-dir.")
	}
	return nil
}

// allow gives rights in a folder and in all below it.
func allow(sid *windows.SID, rights windows.ACCESS_MASK) windows.EXPLICIT_ACCESS {
	return windows.EXPLICIT_ACCESS{
		AccessPermissions: rights, AccessMode: windows.GRANT_ACCESS, Inheritance: windows.SUB_CONTAINERS_AND_OBJECTS_INHERIT,
		Trustee: windows.TRUSTEE{TrusteeForm: windows.TRUSTEE_IS_SID, TrusteeValue: windows.TrusteeValueFromSID(sid)},
	}
}

// sidOf returns the id of an account.
func sidOf(account string) (*windows.SID, error) {
	switch account {
	case "LocalSystem":
		return windows.CreateWellKnownSid(windows.WinLocalSystemSid)
	case `NT AUTHORITY\LocalService`: // its name is another in other languages
		return windows.CreateWellKnownSid(windows.WinLocalServiceSid)
	case `NT AUTHORITY\NetworkService`:
		return windows.CreateWellKnownSid(windows.WinNetworkServiceSid)
	}
	if len(account) > 2 && account[:2] == `.\` {
		account = account[2:]
	}
	sid, _, _, err := windows.LookupSID("", account)
	if err != nil {
		return nil, directory.WithHint(fmt.Errorf("%w: %s: %w", ErrAccount, account, err), `Domain accounts are written as DOMAIN\name, managed ones (gMSA) as DOMAIN\name$.`)
	}
	return sid, nil
}

// What golang.org/x/sys does not have of the Local Security Authority. See
// https://learn.microsoft.com/windows/win32/api/ntsecapi/nf-ntsecapi-lsaaddaccountrights
const (
	policyCreateAccount = 0x10
	policyLookupNames   = 0x800
	logonAsService      = "SeServiceLogonRight"
)

// grantLogon lets an account log on as a service, as the window Services does
// for whoever it is given.
func grantLogon(account string) error {
	sid, err := sidOf(account)
	if err != nil {
		return err
	}
	library := windows.NewLazySystemDLL("advapi32.dll")
	var policy windows.Handle
	attributes := windows.OBJECT_ATTRIBUTES{Length: uint32(unsafe.Sizeof(windows.OBJECT_ATTRIBUTES{}))}
	status, _, _ := library.NewProc("LsaOpenPolicy").Call(0, uintptr(unsafe.Pointer(&attributes)), policyCreateAccount|policyLookupNames, uintptr(unsafe.Pointer(&policy)))
	if status != 0 {
		return fmt.Errorf("give the right to log on as a service: %w", windows.NTStatus(status).Errno())
	}
	defer func() { _, _, _ = library.NewProc("LsaClose").Call(uintptr(policy)) }()
	right, err := windows.NewNTUnicodeString(logonAsService)
	if err != nil {
		return err
	}
	status, _, _ = library.NewProc("LsaAddAccountRights").Call(uintptr(policy), uintptr(unsafe.Pointer(sid)), uintptr(unsafe.Pointer(right)), 1)
	if status != 0 {
		return fmt.Errorf("give the right to log on as a service: %w", windows.NTStatus(status).Errno())
	}
	return nil
}
