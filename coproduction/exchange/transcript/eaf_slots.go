package transcript

// timeSlots accounts for the time slots, and says which have no time of their own. Those with
// a time at which no utterance of somebody with a role begins or ends stand in no record.
func (t *eafTalk) timeSlots() {
	t.account.Read("time slot", len(t.slots)+t.twice)
	t.account.Drop("time slot", "the id of an earlier one", t.twice)
	for _, slot := range t.slots {
		at, length := placeOf(slot.at), slot.at.Length
		account := func() { t.account.Change("time slot", slot.how, 1) }
		switch {
		case slot.timed() && !slot.speech:
			account = func() { t.account.Drop("time slot", lossSilentSlot, 1) }
		case slot.how == "":
			account = func() { t.account.Keep("time slot", 1) }
		}
		switch slot.how {
		case "":
			account()
		case lossShared:
			t.ledger.count(ruleScriptSlot, at, length, "{time slot has no time of its own, and was|time slots have no time of their own, and were} spaced evenly along the annotations of a tier")
			account()
		case lossBetween:
			t.ledger.count(ruleScriptSlot, at, length, "{time slot has no time of its own, and was|time slots have no time of their own, and were} spaced evenly between those around {it|them} in the order of time")
			account()
		default:
			t.ledger.count(ruleScriptSlot, at, length, "{time slot has no time of its own, and does|time slots have no time of their own, and do} not lie between two that have")
			t.account.Drop("time slot", slot.how, 1)
		}
	}
}

// speaks marks the slots of the utterances of a tier that have times.
func (t *eafTalk) speaks(tier *eafTier) {
	for _, a := range tier.annotations {
		root := a
		for n := 0; root != nil && root.of != "" && n < maxTierDepth; n++ {
			root = t.annotations[root.of]
		}
		if root == nil {
			continue
		}
		from, to := t.slot[root.start], t.slot[root.end]
		_, _, _, timed := t.span(a)
		if from != nil && (timed || a == root && from.timed()) {
			from.speech = true
		}
		if to != nil && timed {
			to.speech = true
		}
	}
}
