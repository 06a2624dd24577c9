package transcript

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A voice is a tier that is known to be a speaker's.
type voice struct {
	speaker    int // place in the roles
	file, tier int // place in the consultation
}

// hear finds out which tiers are whose. In a file whose name holds a key it is the
// tier of that name, or the only one; in any other file tiers are known by their
// names. A consultation that came in one file with tiers named by keys goes by the tiers.
func (w *work) hear() {
	for n := range w.files {
		if file := &w.files[n]; file.key == "" || len(w.files) == 1 && slices.ContainsFunc(file.Tiers, w.named) {
			w.hearTiers(n)
		} else {
			w.hearFile(n)
		}
	}
	slices.SortStableFunc(w.voices, func(a, b voice) int { return cmp.Compare(a.speaker, b.speaker) })
}

// named reports whether the tier's name is a key.
func (w *work) named(t Tier) bool { return !t.Points && w.Roles.index(t.Name) >= 0 }

func (w *work) hearTiers(n int) {
	tiers := w.files[n].Tiers
	if !slices.ContainsFunc(tiers, w.named) {
		none := fmt.Sprintf("none of its %d tiers is", len(tiers))
		if len(tiers) == 1 {
			none = "its only tier is not"
		}
		w.report(ruleFileRole, n, "", "no key stands in its name, and "+none+" named by one")
		return
	}
	for i, tier := range tiers {
		if w.named(tier) {
			w.voices = append(w.voices, voice{w.Roles.index(tier.Name), n, i})
		} else {
			w.leaveOut(n, i)
		}
	}
}

func (w *work) hearFile(n int) {
	file := &w.files[n]
	chosen := slices.IndexFunc(file.Tiers, func(t Tier) bool { return !t.Points && t.Name == file.key })
	if chosen < 0 {
		chosen = onlyTier(file.Tiers)
	}
	if chosen < 0 {
		w.report(ruleFileRole, n, "", fmt.Sprintf("which of its %d tiers is the speaker's cannot be told", len(file.Tiers)))
		return
	}
	w.voices = append(w.voices, voice{w.Roles.index(file.key), n, chosen})
	if tier := file.Tiers[chosen]; tier.Name != file.key && w.named(tier) {
		w.report(ruleTierOther, n, tierPointer(chosen), "the name of the file says one speaker, that of the tier another; the file's was taken")
	}
	for i := range file.Tiers {
		if i != chosen {
			w.leaveOut(n, i)
		}
	}
}

// leaveOut says that a tier is nobody's.
func (w *work) leaveOut(n, tier int) {
	detail := "this tier is no speaker's; it is left out"
	if w.files[n].Tiers[tier].Points {
		detail = "this tier holds points, and nobody speaks in a point; it is left out"
	}
	w.report(ruleTierRole, n, tierPointer(tier), detail)
}

// onlyTier is the only tier of intervals, or −1.
func onlyTier(tiers []Tier) int {
	only := -1
	for i, tier := range tiers {
		switch {
		case tier.Points:
		case only >= 0:
			return -1
		default:
			only = i
		}
	}
	return only
}

// agree makes sure that every speaker has one tier and that one is the patient.
func (w *work) agree() {
	var patients, professionals int
	for i, v := range w.voices {
		if i > 0 && w.voices[i-1].speaker == v.speaker {
			w.report(ruleAmbiguous, v.file, tierPointer(v.tier), "an earlier tier of this consultation is the same speaker's")
			continue
		}
		switch w.Roles[v.speaker].Role {
		case encounter.RolePatient:
			patients++
		case encounter.RoleProfessional:
			professionals++
		}
	}
	switch patients {
	case 0:
		w.report(rulePatient, 0, "", "no speaker of this consultation is a patient")
	case 1:
	default:
		w.report(rulePatient, 0, "", fmt.Sprintf("%d speakers of this consultation are patients", patients))
	}
	if professionals == 0 {
		w.report(ruleNoProfessional, 0, "", "no speaker of this consultation is a professional")
	}
}

func tierPointer(n int) string { return fmt.Sprintf("/tiers/%d", n) }
