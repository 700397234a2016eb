package dev.daemun.realmconfig;

import java.util.List;

/** Why the realm can't be used: one sentence for each variable and each place in a file that is wrong. */
public final class RealmConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    RealmConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each wrong variable or place, naming it and the mend; never the value of a variable. */
    public List<String> problems() {
        return problems;
    }
}
