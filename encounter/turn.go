package encounter

import "time"

// A Turn is a stretch of talk by one speaker. What was said is not here: words
// are counted, and a text that may be kept is a source record of package theme.
type Turn struct {
	ID         Name   `json:"id,omitzero"`
	Speaker    ID     `json:"speaker"`
	Addressees []ID   `json:"addressees,omitempty"`
	StartMs    *int64 `json:"startMs,omitempty"`
	EndMs      *int64 `json:"endMs,omitempty"`
	Words      *int64 `json:"words,omitempty"`
	Language   string `json:"language,omitzero"` // BCP 47
	Floor      Floor  `json:"floor,omitzero"`
}

// Timed reports whether both ends of the turn are known.
func (t *Turn) Timed() bool { return t.StartMs != nil && t.EndMs != nil }

// Duration is how long the turn lasted; the second result tells whether it is known.
func (t *Turn) Duration() (time.Duration, bool) {
	if !t.Timed() {
		return 0, false
	}
	return milliseconds(*t.EndMs - *t.StartMs), true
}

// A Floor says what a turn does to the right to speak.
type Floor string

const (
	FloorTurn         Floor = "turn"         // takes the floor when it is free
	FloorBackchannel  Floor = "backchannel"  // "mm", "yes": leaves the floor where it is
	FloorOverlap      Floor = "overlap"      // talks at the same time without taking the floor
	FloorInterruption Floor = "interruption" // takes the floor from somebody who had not finished
)

// Floors lists every member.
func Floors() []Floor {
	return []Floor{FloorTurn, FloorBackchannel, FloorOverlap, FloorInterruption}
}
