package transcript

import (
	"slices"
	"strings"
)

// chatHeaders are the headers of CHAT, without @: the account calls them by their names,
// and others, which are words of whoever wrote the file, by none.
var chatHeaders = []string{"Activities", "Bck", "Begin", "Bg", "Birth of", "Birthplace of", "Blank", "Coder", "Color words", "Comment", "Date",
	"Eg", "End", "Exceptions", "Font", "G", "ID", "Interaction Type", "L1 of", "Languages", "Location", "Media", "New Episode", "Number",
	"Options", "Page", "Participants", "PID", "Recording Quality", "Room Layout", "Situation", "T", "Tape Location", "Thumbnail",
	"Time Duration", "Time Start", "Transcriber", "Transcription", "Types", "UTF8", "Videos", "Warning", "Window"}

// chatTiers are the dependent tiers of CHAT, without %.
var chatTiers = []string{"act", "add", "alt", "cod", "coh", "com", "def", "eng", "err", "exp", "fac", "flo", "gls", "gpx", "gra", "grt", "int",
	"mod", "mor", "ort", "par", "pho", "sin", "sit", "spa", "tim", "trn", "ugra", "umor", "wor"}

// headerElement is what the account calls a header. One that is about somebody, as "@Birth
// of PAT", is called without whom.
func headerElement(name string) string {
	for _, header := range chatHeaders {
		if rest, ok := strings.CutPrefix(name, "@"+header); ok && (rest == "" || rest[0] == ' ' && strings.HasSuffix(header, " of")) {
			return "header @" + header
		}
	}
	return "header of another name"
}

// tierElement is what the account calls a dependent tier.
func tierElement(tier string) string {
	switch {
	case slices.Contains(chatTiers, tier):
		return "dependent tier %" + tier
	case strings.HasPrefix(tier, "x"):
		return "dependent tier %x, of the researchers' own"
	}
	return "dependent tier of another name"
}

// isPersonal reports whether what a header says is about a person: whoever made the
// transcript, or is in it.
func isPersonal(header string) bool {
	for _, name := range []string{"@Birth of ", "@Birthplace of ", "@Transcriber", "@Coder", "@Location"} {
		if strings.HasPrefix(header, name) {
			return true
		}
	}
	return false
}

// How headers of CHAT are carried over, or why one is not.
const (
	lossWhoSpeaks = "who speaks, and in what language"
	lossUnspoken  = "nothing is said in it"
)

// headers accounts for the headers that say who speaks and in what language, once it is known
// whether anybody does.
func (c *castOf) headers(p *parsed) {
	loss, named, spoken := &c.to.Loss, map[string]bool{}, map[string]bool{}
	for _, v := range c.voices {
		named[v.name] = true
	}
	for _, code := range p.ids {
		if named[code] {
			loss.Change("header @ID", lossWhoSpeaks, 1)
		} else {
			loss.Drop("header @ID", "of nobody who speaks and has a role", 1)
		}
	}
	for _, u := range c.turns {
		spoken[u.language] = true
	}
	for _, header := range p.languages {
		said := false
		for name := range strings.SplitSeq(header, ",") {
			language := languageOf(strings.TrimSpace(name))
			said = said || language != "" && spoken[language]
		}
		if said {
			loss.Change("header @Languages", lossWhoSpeaks, 1)
		} else {
			loss.Drop("header @Languages", lossUnspoken, 1)
		}
	}
}
