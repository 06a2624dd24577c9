package transcript

// timeSlots accounts for the time slots, and says which have no time of their own. Those with
// a time at which no utterance of somebody with a role begins or ends stand in no record.
func (t *eafTalk) timeSlots() {
	t.account.Read("time slot", len(t.slots)+t.twice)
	t.account.Drop("time slot", "the id of an earlier one", t.twice)
	for _, slot := range t.slots {
		what := ""
		switch slot.how {
		case "":
		case lossShared:
			what = "{time slot has no time of its own, and was|time slots have no time of their own, and were} spaced evenly along the annotations of a tier"
		case lossBetween:
			what = "{time slot has no time of its own, and was|time slots have no time of their own, and were} spaced evenly between those around {it|them} in the order of time"
		default:
			what = "{time slot has no time of its own, and does|time slots have no time of their own, and do} not lie between two that have"
		}
		if what != "" {
			t.ledger.count(ruleScriptSlot, placeOf(slot.at), slot.at.Length, what)
		}
		switch {
		case !slot.timed():
			t.account.Drop("time slot", slot.how, 1)
		case !slot.speech:
			t.account.Drop("time slot", lossSilentSlot, 1)
		case slot.how == "":
			t.account.Keep("time slot", 1)
		default:
			t.account.Change("time slot", slot.how, 1)
		}
	}
}

// speaks marks the slots of the utterances of a tier that have times: those of the annotation
// on the time axis to which each belongs, over others or not.
func (t *eafTalk) speaks(tier *eafTier) {
	for _, a := range tier.annotations {
		_, _, _, timed := t.span(a)
		root := a
		for timed && root.of != "" { // span went the same way, and came to slots with times
			root = t.annotations[root.of]
		}
		from, to := t.slot[root.start], t.slot[root.end]
		switch {
		case timed:
			from.speech, to.speech = true, true
		case a.of == "" && from != nil && from.timed(): // a start, and no end
			from.speech = true
		}
	}
}
