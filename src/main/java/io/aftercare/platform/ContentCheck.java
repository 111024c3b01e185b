package io.aftercare.platform;

import java.util.List;
import java.util.Map;

/**
 * What a module asks of files that are deployed beyond that all their names exist, such as that a table has no gap.
 * Every bean of this type is asked at every deployment, by whomever, and at every start.
 */
public interface ContentCheck {

    /**
     * @param files    name in the deployment to content
     * @param deployed files that are deployed already, of the latest version of each definition
     * @return a sentence for each mistake: where it is and what to do; empty when all is well or the files are none of
     *         its own
     */
    List<String> mistakes(Map<String, byte[]> files, Map<String, byte[]> deployed);
}
