package dev.daemun.systemtests;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many nodes a node believes to be in its cluster, read from its log. */
final class ClusterView implements Consumer<String> {
    /**
     * For instance {@code ISPN000094: Received new cluster view for channel ISPN: [first-1|3] (2) [first-1, second-2]}, with the number
     * of nodes in parentheses. After a merge it is ISPN000093.
     */
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

    /** Counts the node itself, too; 0 until it has logged something. */
    int members() {
        return members;
    }

    /** How often it has found a node again that had been a cluster of its own. */
    int merges() {
        return merges.get();
    }

    /** To be called before the node starts again. */
    void forget() {
        members = 0;
        merges.set(0);
    }
}
