package redcap_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
)

// Numbers of a mebibyte are none: comparing one takes seconds.
func TestHostileNumbers(t *testing.T) {
	for digits, rule := range map[int]string{1000: "⟦redcap-bounds⟧", 1001: "⟦redcap-type⟧", 1_000_000: "⟦redcap-type⟧"} {
		for _, validation := range []string{"integer", "number", "number_comma_decimal"} {
			words := exchangetest.File("d", head+"record_id,who,,text,R,,,,,,,\nx,who,,text,X,,,"+validation+",0,90,,\n")
			file, want := exchangetest.Marked("e", "⟦redcap-map⟧record_id,x\n1,"+rule+strings.Repeat("9", digits)+"\n")
			assert.Equal(t, want, exchangetest.Places(imported(t, redcap.Import{}, words, file).Findings), validation, digits)
		}
	}
}

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
	var same strings.Builder
	same.WriteString(head)
	for i := range n {
		same.WriteString("f" + strconv.Itoa(i) + ",who,,checkbox,Q,\"1, a\",,,,,,\n")
	}
	got = imported(t, redcap.Import{}, exchangetest.File("d", same.String()), exchangetest.File("e", "redcap_event_name"+strings.Repeat(",Q", n)+"\n"))
	assert.NotEmpty(t, got.Findings)
	dictionary := exchangetest.File("d", head+"a,who,,radio,A,\""+choices.String()+"\",,,,,,\nb,who,,checkbox,B,\""+choices.String()+"\",,,,,,\n")
	got = imported(t, redcap.Import{}, dictionary, exchangetest.File("e", "redcap_event_name,a,redcap_repeat_instance\n"+rows.String()), exchangetest.File("f", "redcap_event_name"+boxes.String()+"\n"))
	assert.Equal(t, int64(n), got.Loss.Of("row").Read)
	assert.NotContains(t, got.Rules(), "redcap-choice")
}
