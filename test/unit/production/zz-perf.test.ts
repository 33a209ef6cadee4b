import { monitorEventLoopDelay } from 'node:perf_hooks'
import { it } from 'vitest'
import { readStatusFile } from '/work/main/electron/production/folder/status-file'
import { orderFile } from '/work/main/electron/production/folder/order-file'
import { saying, statusCsv, statusJson, sha256, batchOf, orderOf } from '/work/main/test/support/exchange-folder'
const full=(i:number)=>saying(i,'In production',{note:'Sent with the morning post and so on.',cardNumber:'7700 0001 2345',productionDate:'2026-11-20',personName:'Łucja Żak',chip:{type:'x',uid:'04A1B2C3D4E5F6'}})
const big=statusJson(Array.from({length:17000},(_,i)=>full(i)))
const csv=statusCsv(['order,status,note,cardNumber',...Array.from({length:20000},(_,i)=>`3f2a91c0-O-${i},In production,"Sent with, ${'x'.repeat(100)}",77`)])
const pad=(s:string)=>Buffer.from(s)
const cases:[string,Uint8Array,'json'|'csv'][]=[
 ['big',pad(big),'json'],['csv',pad(csv),'csv'],
 ['deep',pad('{"statuses":'+'['.repeat(4e6)),'json'],
 ['objs',pad('{"statuses":['+'{},'.repeat(1.3e6)+'0]}'),'json'],
 ['keys',pad('{'+Array.from({length:330000},(_,i)=>`"k${i}":0`).join(',')+'}'),'json'],
 ['entries of nested',pad(statusJson(Array.from({length:60},()=>({a:Array.from({length:15000},()=>[])} as any)))),'json'],
 ['one string',pad('"'+'x'.repeat(4e6)+'"'),'json'],
 ['quotes csv',pad(statusCsv(['order,status','"'.repeat(4e6)])),'csv'],
 ['badquotes csv',pad(statusCsv(['order,status','"a"b'.repeat(1e6)])),'csv'],
 ['badquotes rows csv',pad(statusCsv(['order,status',...Array.from({length:400000},()=>'"a"b"')])),'csv'],
 ['commas csv',pad(statusCsv(['order,status',','.repeat(4e6)])),'csv'],
 ['blank csv',pad(statusCsv(['order,status','\n'.repeat(4e6)])),'csv'],
 ['spaces csv',pad(statusCsv(['order,status',...Array.from({length:40000},()=>'"a"'+' '.repeat(90)+'x')])),'csv'],
 ['cr csv',pad(statusCsv(['order,status','\r'.repeat(4e6)])),'csv'],
]
it('perf',async()=>{
 for(const round of [1,2]) for(const [n,b,f] of cases){
  globalThis.gc?.()
  let last=performance.now(),max=0,stop=false
  const tick=()=>{const t=performance.now();max=Math.max(max,t-last);last=t;if(!stop)setImmediate(tick)}
  setImmediate(tick);await new Promise(r=>setTimeout(r,30)); max=0
  const t=performance.now()
  const r=await readStatusFile(b,f).then(x=>x.words.length,(e)=>e.message)
  await new Promise(r=>setImmediate(r))
  stop=true
  console.log(round,n,b.length,'total',(performance.now()-t).toFixed(0),'longest',max.toFixed(1),r)
 }
 for (const f of ['json','csv'] as const){
  let last=performance.now(),max=0,stop=false
  const tick=()=>{const t=performance.now();max=Math.max(max,t-last);last=t;if(!stop)setImmediate(tick)}
  const batch=batchOf(...Array.from({length:10000},(_,i)=>orderOf(i)))
  last=performance.now();setImmediate(tick);const t=performance.now();await orderFile(batch,f);await new Promise(r=>setImmediate(r));stop=true;console.log('order',f,(performance.now()-t).toFixed(0),max.toFixed(1))
 }
},120000)
