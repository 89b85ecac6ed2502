"""Measure the search on a CSV with the columns query, codes, kind; several right codes are joined by `|`.

    python -m content.places.measure FILE.csv [--misses]

Prints, by kind: how many, first right, right among five, asked (choices), unknown, and milliseconds.
A kind whose codes are empty is right when nothing was found.
"""
import csv,sys,time,collections
from content.places import Register, search
def main(args):
    t=time.perf_counter(); reg=Register.load(); print("load ms",(time.perf_counter()-t)*1e3)
    rows=[r for f in args if not f.startswith("--") for r in csv.DictReader(open(f))]
    T=collections.defaultdict(list); C=collections.defaultdict(collections.Counter)
    for r in rows:
        t=time.perf_counter(); m=search(reg,r["query"]); T[r["kind"]].append(1e3*(time.perf_counter()-t))
        want=set(r["codes"].split("|"))-{""}; got=[c.place.code for c in m.candidates]; k=C[r["kind"]]
        k["n"]+=1; k[m.kind]+=1
        k["first"]+= (got[:1]!=[] and got[0] in want) if want else not got
        k["five"]+= bool(want&set(got[:5])) if want else not got
        k["all"]+= want<=set(got)
        k["wrongmatch"]+= m.kind=="match" and got[0] not in want
        ok=(got[:1]!=[] and got[0] in want) if want else not got
        if r["kind"]=="ambiguous": ok= want==set(got) and m.kind=="choices"
        if not ok and "--misses" in args: print(r["kind"],"|",r["query"],"|",[(w,reg.get(w).name) for w in want],"|",m.kind,[(c.place.name,c.score) for c in m.candidates[:3]])
    for k in C:
        c=C[k]; n=c["n"]; t=sorted(T[k])
        print(f"{k:18} n={n:4} first={c['first']/n:.3f} five={c['five']/n:.3f} match={c['match']} choices={c['choices']} unknown={c['unknown']} all={c['all']} WRONGMATCH={c['wrongmatch']} ms={t[n//2]:.2f}/{t[int(n*.99)]:.2f}")
    t=sorted(sum(T.values(),[])); print("ms all",t[len(t)//2],t[int(len(t)*.99)])
main(sys.argv[1:])
