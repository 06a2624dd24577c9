package estimate

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
)

// A Subject is what a number is about: the kind of record, and its id.
type Subject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// A Row is one estimate of one measure for one subject, as programs exchange it.
//
// Its JSON object has always the same names in the same order:
//
//	of{kind, id} measure params value undefined n num den lo hi level method warnings
//
// with null where one does not apply. Exactly one of value and undefined is null.
// The formula is not written, as the measure names it; what was left out is
// written in the warnings.
type Row struct {
	Of      Subject
	Measure string
	// Params tells apart the variants of a measure. Its values are strings, bools,
	// int64 and finite float64; an int is written like an int64, and a float64
	// without a fraction is read back as an int64.
	Params map[string]any
	Estimate
}

var (
	// ErrParams says that a parameter is not a string, a bool or a finite number.
	ErrParams = errors.New("estimate: a parameter is not a string, a bool or a finite number")
	// ErrRow says that a JSON value is not a row, or one that contradicts itself.
	ErrRow = errors.New("estimate: not a row of estimates")
)

type rowJSON struct {
	Of        Subject        `json:"of"`
	Measure   string         `json:"measure"`
	Params    map[string]any `json:"params"`
	Value     *float64       `json:"value"`
	Undefined *Reason        `json:"undefined"`
	N         int64          `json:"n"`
	Num       *float64       `json:"num"`
	Den       *float64       `json:"den"`
	Lo        *float64       `json:"lo"`
	Hi        *float64       `json:"hi"`
	Level     *float64       `json:"level"`
	Method    *Method        `json:"method"`
	Warnings  []Warning      `json:"warnings"`
}

// MarshalJSON returns the object described at [Row]. A value set by hand to NaN
// or infinity is written as undefined, with [NotFinite].
func (r Row) MarshalJSON() ([]byte, error) {
	params, ok := scalars(r.Params)
	if !ok {
		return nil, ErrParams
	}
	e := r.Estimate
	if e.Defined() && !finite(e.Value) {
		e.Undefined = NotFinite
	}
	out := rowJSON{
		Of: r.Of, Measure: r.Measure, Params: params, N: e.N,
		Num: whereFinite(e.Num), Den: whereFinite(e.Den), Warnings: e.Warnings,
	}
	if out.Warnings == nil {
		out.Warnings = []Warning{}
	}
	if !e.Defined() {
		out.Undefined = &e.Undefined
		return json.Marshal(out)
	}
	out.Value = &e.Value
	if e.Method != "" && finite(e.Lo) && finite(e.Hi) && finite(e.Level) {
		out.Lo, out.Hi, out.Level, out.Method = &e.Lo, &e.Hi, &e.Level, &e.Method
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. It returns [ErrRow] for anything
// else, without a word of what it read.
func (r *Row) UnmarshalJSON(text []byte) error {
	var in rowJSON
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&in); err != nil {
		return ErrRow
	}
	params, ok := scalars(in.Params)
	if !ok {
		return ErrRow
	}
	out := Row{Of: in.Of, Measure: in.Measure, Params: params}
	out.N, out.Num, out.Den = in.N, in.Num, in.Den
	if len(in.Warnings) > 0 {
		out.Warnings = in.Warnings
	}
	switch {
	case in.Value == nil && in.Undefined != nil && *in.Undefined != "":
		out.Undefined = *in.Undefined
	case in.Value != nil && in.Undefined == nil:
		out.Value = *in.Value
	default:
		return ErrRow
	}
	switch {
	case in.Lo == nil && in.Hi == nil && in.Level == nil && in.Method == nil:
	case in.Lo == nil || in.Hi == nil || in.Level == nil || in.Method == nil:
		return ErrRow
	case *in.Lo > *in.Hi || !validLevel(*in.Level) || *in.Method == "" || in.Value == nil:
		return ErrRow
	default:
		out.Lo, out.Hi, out.Level, out.Method = *in.Lo, *in.Hi, *in.Level, *in.Method
	}
	*r = out
	return nil
}

// scalars returns a copy of params in the types that a [Row] keeps, and whether
// every value has one.
func scalars(params map[string]any) (map[string]any, bool) {
	out := make(map[string]any, len(params))
	for name, value := range params {
		switch v := value.(type) {
		case string, bool, int64:
			out[name] = v
		case int:
			out[name] = int64(v)
		case float64:
			if !finite(v) {
				return nil, false
			}
			out[name] = v
		case json.Number:
			if whole, err := v.Int64(); err == nil {
				out[name] = whole
			} else if f, err := v.Float64(); err == nil {
				out[name] = f
			} else {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return out, true
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

func whereFinite(f *float64) *float64 {
	if f == nil || !finite(*f) {
		return nil
	}
	return f
}
