package io.aftercare.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.LoggerFactory;

/**
 * The environment in which all sentence models run, for as long as the process lives.
 *
 * <p>
 * The library frees it in a shutdown hook of its own, under the feet of threads that are just using it, which kills the
 * process by a memory fault instead of ending it. It counts its users, though: one more than ever leaves keeps it.
 */
final class NativeRuntime {

    private static final OrtEnvironment ENVIRONMENT = kept();

    private NativeRuntime() {
    }

    static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment kept() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            Field library = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            library.setAccessible(true);
            Method use = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            use.setAccessible(true);
            use.invoke(null, library.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "kept");
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LoggerFactory.getLogger(NativeRuntime.class)
                    .warn("The sentence models may disturb the end of the process: their library is another one.",
                            changed);
        }
        return environment;
    }
}
