package io.aftercare.conversation.ports;

/** Whether visitors reach the server by https, so that their cookies need never travel without it. */
public interface HttpsUse {

    /** By the settings: a proxy may speak https for us. */
    boolean byVisitors();
}
