// Package transcript reads timed transcripts: who spoke from when to when.
//
// All formats come down to one model. A [Transcript] is a list of tiers on one
// time axis, a [Tier] is a list of intervals (or points) in the order of the
// file, and an [Interval] is a stretch of time with a text. Which tier is the
// patient's and which the professional's is rarely in the file; the caller says it.
//
//	t, findings, err := transcript.ReadTextGrid(file, "visit-07.TextGrid")
//
// A reader returns no transcript when, and only when, one of its findings has
// severity error. Text is handed over as it stands in the file, blanks, line
// ends and mark-up included. No finding repeats it.
package transcript

import (
	"math"
	"strconv"
)

// A Transcript is a set of tiers on one time axis.
type Transcript struct {
	Start, End Seconds // the stretch of recording that it covers
	Tiers      []Tier  // in the order of the file
}

// A Tier is one line of annotation: mostly one speaker's, sometimes a line of
// codes. Points says that its intervals are moments, with Start equal to End.
type Tier struct {
	Name       string
	Points     bool
	Start, End Seconds    // the stretch that the tier covers
	Intervals  []Interval // in the order of the file
}

// An Interval is a stretch of time with a text. A blank text is silence.
type Interval struct {
	Start, End Seconds
	Text       string
}

// Seconds is a time on the recording's own axis, as precise as the file wrote it.
type Seconds float64

// MaxSeconds bounds the times that a reader accepts, either side of 0: some 31
// years. What lies beyond is not a time in a recording but damage.
const MaxSeconds Seconds = 1e9

// Milliseconds rounds to whole milliseconds, half away from zero. It rounds the
// decimal number that a file writes, not its nearest binary fraction: 1.0005 s is
// 1001 ms.
//
//	Unit   ms
//	Range  within ±10¹² for times within [MaxSeconds]
func (s Seconds) Milliseconds() int64 {
	decimal := strconv.AppendFloat(nil, float64(s), 'f', -1, 64)
	ms, _ := strconv.ParseFloat(string(decimal)+"e3", 64)
	return int64(math.Round(ms))
}

// Duration is the length of the interval; 0 for a point.
func (i Interval) Duration() Seconds { return i.End - i.Start }
