package io.aftercare.platform.nodes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultAcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Takes no jobs where that would disturb those in hand. After the whole process stood still their locks have run out,
 * and this node would take its own jobs a second time: they are finished first. And a node that is told to stop leaves
 * what it has not begun to the others.
 */
@Component
class JobAcquisition extends AbstractProcessEnginePlugin implements AcquireJobsCommandFactory {

    /** Without work it looks for jobs every few seconds. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final Duration LONGEST_FINISH = Duration.ofSeconds(60);
    private static final Duration BIT = Duration.ofMillis(20);

    private final ApplicationContext application;
    private JobExecutor jobs;
    private ThreadPoolTaskExecutor workers;
    private AcquireJobsCommandFactory usual;
    private volatile boolean stopping;
    /** Of the one thread that takes jobs; 0 before the first time. */
    private long lastTime;

    JobAcquisition(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        jobs = engine.getJobExecutor();
        if (jobs instanceof SpringJobExecutor ours && ours.getTaskExecutor() instanceof ThreadPoolTaskExecutor pool) {
            workers = pool;
            usual = new DefaultAcquireJobsCommandFactory(jobs);
            jobs.setAcquireJobsCmdFactory(this);
        }
    }

    @Override
    public Command<AcquiredJobs> getCommand(int most) {
        if (lastTime != 0 && System.nanoTime() - lastTime > LONGEST_REST.toNanos()) {
            awaitJobsInHand();
        }
        lastTime = System.nanoTime();
        return usual.getCommand(most);
    }

    private void awaitJobsInHand() {
        long end = System.nanoTime() + LONGEST_FINISH.toNanos();
        while (!stopping && System.nanoTime() < end && workers.getActiveCount() + workers.getQueueSize() > 0) {
            LockSupport.parkNanos(BIT.toNanos());
        }
    }

    /** Comes before anything is stopped, so that what is in hand still has all that it needs. */
    @EventListener
    void stop(ContextClosedEvent closed) {
        if (closed.getApplicationContext() == application && jobs != null) {
            stopping = true;
            jobs.shutdown();
        }
    }
}
