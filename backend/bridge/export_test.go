package bridge

// Busy tells whether a job runs in any profile.
func (m *Manager) Busy() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		if s.runningJob() != nil {
			return true
		}
	}
	return false
}
