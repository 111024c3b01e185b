/** What nodes on one database owe each other: who makes its schema, and who takes which of the jobs when. */
package io.aftercare.platform.nodes;
