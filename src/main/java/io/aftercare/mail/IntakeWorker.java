package io.aftercare.mail;

import java.time.Duration;
import java.util.function.Consumer;

/** A thread that takes mails in, and what it has in hand. */
class IntakeWorker implements Intake.Worker {

    private final Thread thread;
    private final RunningTime time;
    private volatile boolean dismissed;
    private volatile InHand inHand;

    /** A mail since a moment of the running time. */
    private record InHand(long mail, long since) {
    }

    IntakeWorker(String name, Consumer<IntakeWorker> work, RunningTime time) {
        this.time = time;
        thread = new Thread(() -> work.accept(this), name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** It ends after the mail in hand. It is never interrupted: that would close an H2 file under its feet. */
    void dismiss() {
        dismissed = true;
    }

    boolean ended() {
        return !thread.isAlive();
    }

    /** @return whether it ended within the time */
    boolean await(Duration longest) throws InterruptedException {
        thread.join(Math.max(1, longest.toMillis()));
        return ended();
    }

    /** The mail it has had in hand for longer than this; null when there is none. */
    Long overdue(Duration longest) {
        InHand current = inHand;
        return current != null && time.nanos() - current.since() > longest.toNanos() ? current.mail() : null;
    }

    /** Where its thread is, for people who look for the cause. */
    String whereabouts() {
        var lines = new StringBuilder();
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < Math.min(30, stack.length); i++) {
            lines.append("\n    at ").append(stack[i]);
        }
        return lines.toString();
    }

    @Override
    public boolean goesOn() {
        return !dismissed;
    }

    @Override
    public void takes(long mail) {
        inHand = new InHand(mail, time.nanos());
    }

    @Override
    public void laysDown() {
        inHand = null;
    }
}
