package io.aftercare.desk.notifications;

/** What an agent wants to be mailed about. */
record NotificationChoice(Tasks tasks, Moment moment) {

    /** Which tasks. */
    enum Tasks {
        /** Those assigned to the agent, and those that wait for the agent's groups. */
        EVERY,
        /** Those assigned to the agent. */
        OWN,
        NONE
    }

    /** When. */
    enum Moment {
        /** As soon as the task is there. */
        AT_ONCE,
        /** Together with all others that still wait, at fixed times in working hours. */
        DIGEST
    }

    boolean wants(boolean own) {
        return tasks == Tasks.EVERY || own && tasks == Tasks.OWN;
    }
}
