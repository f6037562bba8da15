package secret

// Foreign reads a generic password of the keychain, which everybody names by
// service and account.
func (r systemRing) Foreign(service, account string) (string, error) { return r.Get(service, account) }
