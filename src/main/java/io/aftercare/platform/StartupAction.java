package io.aftercare.platform;

import org.springframework.context.SmartLifecycle;

/**
 * Work that must be done at every start before the first request, mail or job is handled: it runs when all beans are
 * there, before the web server opens and long before the job executor acquires. A failure stops the start.
 */
public final class StartupAction implements SmartLifecycle {

    /** The processes, decisions and forms are deployed. */
    public static final int DEPLOYMENT = Integer.MIN_VALUE;
    /** Groups, authorizations, the first administrator and the filters of Tasklist are there. */
    public static final int INITIAL_SETUP = DEPLOYMENT + 1000;
    /** What the demo adds. */
    public static final int DEMO_DATA = INITIAL_SETUP + 1000;

    private final int phase;
    private final Runnable work;
    private volatile boolean running;

    /** @param phase steps with a lower number run first; one of the constants, or something in between */
    public StartupAction(int phase, Runnable work) {
        this.phase = phase;
        this.work = work;
    }

    @Override
    public void start() {
        work.run();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
