package dev.daemun.resourceserver.issuer;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.logging.Log;

/** Keeps what is logged, one text for each: the level and the message. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public Log log() {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == boolean.class) {
                        return true;
                    }
                    lines.add(method.getName() + " " + arguments[0]);
                    return null;
                });
    }

    /** One that fails itself, as where no memory is left for a message. */
    public static Log failing() {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    throw new OutOfMemoryError("none left for the log");
                });
    }

    public List<String> lines() {
        return lines;
    }
}
