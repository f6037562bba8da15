package plan

// Seats are those of the organization before and after a sync. Sponsorships
// take seats, too, and no call shows them: what is used is so at least.
type Seats struct {
	UsedBefore int `json:"usedBefore"`
	UsedAfter  int `json:"usedAfter"`
	// Known says that the server tells how many are bought.
	Known        bool `json:"known"`
	BoughtBefore int  `json:"boughtBefore,omitempty"`
	BoughtAfter  int  `json:"boughtAfter,omitempty"`
	// Buys is how many the cloud would buy by itself, charged at once.
	Buys int `json:"buys,omitempty"`
	// Limit is how many the organization can have; nil means no limit.
	Limit *int `json:"limit,omitempty"`
}

// Why a guard for seats stops a sync.
const (
	// SeatsSetting: more than sync.maxSeats.
	SeatsSetting Code = "max-seats"
	// SeatsLimit: more than the organization can have.
	SeatsLimit Code = "seat-limit"
	// SeatsBought: the cloud would buy seats by itself, and nobody has agreed
	// to that yet.
	SeatsBought Code = "seats-bought"
)
