package exchange

import (
	"regexp"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/speakers"
)

// label is what may be the label of a speaker at the beginning of a line, as in "[doctor] "
// and "Doctor: ". What stands further in, as settings and source code do, is none.
var label = regexp.MustCompile(`^[ \t]{0,2}(?:\[(\p{L}[^\[\]]{0,39})\]\s|(\p{L}[\p{L}\p{N}_ -]{0,39}):(?:\s|$))`)

// usualSpeakers are labels that hardly anything but a transcript of care has, in lower case; a
// number may stand behind them.
var usualSpeakers = func() map[string]bool {
	all := map[string]bool{}
	for _, label := range []string{"d", "dr", "pt", "p", "interpreter", "guest_family", "guest_clinician", "patient_guest"} {
		all[label] = true
	}
	for _, w := range speakers.Words() {
		all[strings.ToLower(w.Text)] = true
	}
	return all
}()

// noSpeakers begin the lines of logs, of lists of changes, of settings and of mail.
var noSpeakers = []string{"added", "author", "breaking change", "build", "changed", "chore", "ci", "copyright", "critical", "date", "debug", "deprecated",
	"description", "docs", "error", "example", "fail", "fatal", "feat", "fix", "fixed", "from", "homepage", "id", "info", "key", "license", "name", "node", "note", "pass", "perf",
	"ref", "refactor", "removed", "security", "see", "source", "status", "style", "subject", "summary", "test", "title", "to", "todo", "trace", "type", "unsupported", "url",
	"value", "version", "warn", "warning"}

// The shape of talk between speakers of unusual labels.
const (
	linesLooked    = 200 // that are not blank
	mostSpeakers   = 8
	turnsOfEach    = 2 // on average, at least
	wordsOfEach    = 2 // of a turn, on average, at least
	labelledOfFour = 3 // of four lines, at least
)

// isLabelled reports whether the first lines are talk: whether half of them begin with a
// label, two or more with one that is usual in care. Labels of other words, as settings have
// them too, must look like those of a talk: few, each again and again at the very beginning
// of nearly every line, with several words behind it. The encoding does not matter: the
// reader says where it cannot be read.
func isLabelled(s string) bool {
	if strings.ContainsRune(s, 0) {
		return false
	}
	lines, labelled, usual, indented, words := 0, 0, 0, 0, 0
	others := map[string]bool{}
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if lines++; lines > linesLooked {
			lines--
			break
		}
		m := label.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		labelled++
		name := strings.ToLower(m[1] + m[2])
		if usualSpeakers[strings.TrimRight(name, "_- 0123456789")] {
			usual++
		}
		if line[0] == ' ' || line[0] == '\t' {
			indented++
		}
		words += len(strings.Fields(line[len(m[0]):]))
		others[name] = true
	}
	switch {
	case labelled < 2 || 2*labelled < lines:
		return false
	case usual >= 2 && 2*usual >= labelled:
		return true
	}
	for name := range others {
		if slices.Contains(noSpeakers, name) {
			return false
		}
	}
	return indented == 0 && 4*labelled >= labelledOfFour*lines && len(others) >= 2 && len(others) <= mostSpeakers &&
		labelled >= turnsOfEach*len(others) && words >= wordsOfEach*labelled
}
