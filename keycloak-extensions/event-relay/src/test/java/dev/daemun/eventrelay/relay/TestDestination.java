package dev.daemun.eventrelay.relay;

import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A destination that answers as a test says, and remembers what it took. */
final class TestDestination implements Destination {
    final List<String> taken = new ArrayList<>();
    Answer answer = letter -> Outcome.DELIVERED;
    /** The letters of each call. */
    final List<List<String>> calls = new ArrayList<>();

    int mostAtOnce = 1;
    Selection selection = new Selection(Set.of(), Set.of());

    interface Answer {
        Outcome to(Letter letter) throws InterruptedException;
    }

    @Override
    public String name() {
        return "webhook/test";
    }

    @Override
    public Selection selection() {
        return selection;
    }

    @Override
    public int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public List<Outcome> deliverAll(List<Letter> letters) throws InterruptedException {
        calls.add(letters.stream().map(Letter::id).toList());
        return Destination.super.deliverAll(letters);
    }

    @Override
    public Outcome deliver(Letter letter) throws InterruptedException {
        Outcome outcome = answer.to(letter);
        if (outcome.kind() == Outcome.Kind.DELIVERED) {
            taken.add(letter.id());
        }
        return outcome;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
