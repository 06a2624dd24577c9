package transcript

import "slices"

// A Part is one speaker's transcript of a consultation that was transcribed in
// several files, one for each speaker.
type Part struct {
	Speaker    string
	Transcript *Transcript
}

// Merge lays the parts of one consultation side by side, in the order given. The
// result runs from the earliest start to the latest end.
//
// A part's only tier takes the speaker's name, because programs that record each
// speaker apart tend to call every tier the same; of several tiers each is named
// "speaker/tier". An empty Speaker leaves the names as they are. Every interval
// comes through as it was and the parts are not modified. The files must share
// their time axis: Merge cannot see whether the recordings started together.
func Merge(parts ...Part) *Transcript {
	merged := new(Transcript)
	for n, part := range parts {
		from := part.Transcript
		if n == 0 {
			merged.Start, merged.End = from.Start, from.End
		}
		merged.Start, merged.End = min(merged.Start, from.Start), max(merged.End, from.End)
		for _, tier := range from.Tiers {
			switch {
			case part.Speaker == "":
			case len(from.Tiers) == 1:
				tier.Name = part.Speaker
			default:
				tier.Name = part.Speaker + "/" + tier.Name
			}
			tier.Intervals = slices.Clone(tier.Intervals)
			merged.Tiers = append(merged.Tiers, tier)
		}
	}
	return merged
}
