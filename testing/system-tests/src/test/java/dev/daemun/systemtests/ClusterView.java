package dev.daemun.systemtests;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a node takes for the cluster, by what it logs. */
final class ClusterView implements Consumer<String> {
    /** Such as {@code [first-1|3] (2) [first-1, second-2]}, of which the cluster's size is in parentheses. */
    private static final Pattern RECEIVED = Pattern.compile("ISPN00009([34]): [^|]*\\|\\d+] \\((\\d+)\\)");

    private static final String OF_A_MERGE = "3";
    private final AtomicInteger merges = new AtomicInteger();
    private volatile int members;

    @Override
    public void accept(String line) {
        Matcher view = RECEIVED.matcher(line);
        if (view.find()) {
            if (view.group(1).equals(OF_A_MERGE)) {
                merges.incrementAndGet();
            }
            members = Integer.parseInt(view.group(2));
        }
    }

    /** Itself included; 0 before it has logged any view. */
    int members() {
        return members;
    }

    /** How often clusters that knew nothing of each other became this one. */
    int merges() {
        return merges.get();
    }

    /** To be called before the node is started again. */
    void forget() {
        members = 0;
        merges.set(0);
    }
}
