package io.aftercare.platform;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobListener;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Attempts at what a job is to do, made before there was a job. */
@Component
public class JobAttempts {

    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

    JobAttempts(ObjectProvider<ProcessEngineConfigurationImpl> engine) {
        this.engine = engine;
    }

    /**
     * Counts an attempt that failed as one of a job's own: it is retried, or is an incident, as if the engine had made
     * it. Takes part in the caller's transaction.
     *
     * @param job id of a job that nobody works on yet
     */
    public void failed(String job, Throwable failure) {
        CommandExecutor commands = engine.getObject().getCommandExecutorTxRequired();
        var attempt = new JobFailureCollector(job);
        attempt.setFailure(failure);
        commands.execute(new FailedJobListener(commands, attempt));
    }
}
