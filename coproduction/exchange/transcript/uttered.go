package transcript

import "github.com/coproduction-lab/coproduction-go/coproduction/exchange"

// An uttered is a stretch of talk as a file has it.
type uttered struct {
	keys       []string // of the speaker: the first that is a key of the roles counts
	role       string   // what CHAT's header says of the speaker, whose code is the only key
	strand     int      // what the utterance stands in order with: its tier, or the file
	changed    string   // why it is not carried over as it was
	start, end int64    // in milliseconds
	timed      bool
	open       bool // the start is known, and no end
	uncounted  bool // how many words is not known
	unread     bool // name and talk cannot be told apart
	text       string
	words      int
	language   string // BCP 47
	codes      []given
	tiers      []string        // what the account calls the tiers of CHAT that hold them
	rows       int             // of a table
	again      map[given]int32 // how often codes were given beside the first time, where they are held once
	stretched  map[given]bool  // codes that are about other utterances too
	at         place
	length     int
}

// A parsed is what a file holds.
type parsed struct {
	uttered     []uttered
	definitions []definition
	account     exchange.Loss // of what else the file holds, as it is where the file is taken
	left        int           // utterances that could not be read
	untold      untold        // of what may be talk and is no utterance
	silent      []uttered     // whom a header names and who say nothing
	ids         []string      // of CHAT: whom each header says something of, by their codes
	languages   []string      // and the languages that each header names
	end         place
}
