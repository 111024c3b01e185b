package io.aftercare.platform;

import io.aftercare.conversation.ports.PermanentFailure;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.cmd.JobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/** A job that fails for good becomes an incident at once; all others are retried as their diagram says. */
class PermanentFailures implements FailedJobCommandFactory {

    @Override
    public Command<Object> getCommand(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PermanentFailure permanent) {
                return new GiveUp(job, permanent);
            }
        }
        return new DefaultJobRetryCmd(job, failure);
    }

    private static final class GiveUp extends JobRetryCmd {

        private static final long serialVersionUID = 1L;

        GiveUp(String job, PermanentFailure failure) {
            super(job, failure);
        }

        @Override
        public Object execute(CommandContext context) {
            JobEntity job = getJob();
            if (job != null) {
                job.unlock();
                logException(job);
                job.setRetries(0);
                notifyAcquisition(context);
            }
            return null;
        }
    }
}
