import { type AgingBucket, agingBucketLabels } from '../../contract/reports.ts'

/** "Current", "1–30 days". */
export function bucketName(bucket: AgingBucket): string {
  return bucket === 'current' ? agingBucketLabels[bucket] : `${agingBucketLabels[bucket]} days`
}
