package redcap_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
)

// A dictionary and an export made to break us: reading takes time in their lengths, not
// in the product of the two. Without an index each part would take minutes.
func TestHostileWidth(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds: left out by -short")
	}
	const n = 60_000
	var words, header, choices, boxes, rows strings.Builder
	words.WriteString(head)
	for i := range n {
		k := strconv.Itoa(i)
		words.WriteString("f" + k + ",who,,descriptive,Question " + k + ",,,,,,,\n")
		header.WriteString(",Answer " + k)
		choices.WriteString("|" + k + ", L" + k)
		rows.WriteString("1,L" + strconv.Itoa(n-1-i%7) + "," + k + "\n")
	}
	for i := range n {
		boxes.WriteString(",b___" + strconv.Itoa(n-i))
	}
	got := imported(t, redcap.Import{}, exchangetest.File("d", words.String()), exchangetest.File("e", "redcap_event_name"+header.String()+"\n"))
	assert.NotEmpty(t, got.Findings)
	dictionary := exchangetest.File("d", head+"a,who,,radio,A,\""+choices.String()+"\",,,,,,\nb,who,,checkbox,B,\""+choices.String()+"\",,,,,,\n")
	got = imported(t, redcap.Import{}, dictionary, exchangetest.File("e", "redcap_event_name,a,redcap_repeat_instance\n"+rows.String()), exchangetest.File("f", "redcap_event_name"+boxes.String()+"\n"))
	assert.Equal(t, int64(n), got.Loss.Of("row").Read)
	assert.NotContains(t, got.Rules(), "redcap-choice")
}
